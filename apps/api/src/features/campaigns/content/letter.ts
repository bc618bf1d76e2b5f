import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { Block, Letter } from '../../../mail/letters/letter.ts'
import type { CampaignBlock } from './blocks.ts'
import { linksFromNewsletter } from './links.ts'
import { blocksOfMarkdown } from './markdown.ts'
import { type CardRow, selectCards } from './queries.ts'

interface Draft {
  subject: string
  preview: string
  blocks: readonly CampaignBlock[]
}

/**
 * What a campaign says now.
 *
 * @param frontendUrl of the web app, without a slash at the end.
 * @throws AppError `invalid_request` for a part that names nothing that members can open.
 */
export async function letterOfDraft(
  db: Database,
  { subject, preview, blocks }: Draft,
  frontendUrl: string,
): Promise<Letter> {
  const ids = (kind: 'item' | 'series') => blocks.flatMap((block) => (block.kind === kind ? [idOf(block)] : []))
  const cards = await selectCards(db, { contentIds: ids('item'), seriesIds: ids('series') })
  const byId = new Map(cards.map((card) => [card.id, card]))
  const letter: Letter = {
    subject,
    preview,
    title: subject,
    blocks: blocks.flatMap((block, index) => blocksOf(block, { byId, index, frontendUrl })),
  }
  return linksFromNewsletter(letter, frontendUrl)
}

function idOf(block: Extract<CampaignBlock, { kind: 'item' | 'series' }>): string {
  return (block.kind === 'item' ? block.content_id : block.series_id).toLowerCase()
}

interface Surroundings {
  byId: ReadonlyMap<string, CardRow>
  index: number
  frontendUrl: string
}

function blocksOf(block: CampaignBlock, { byId, index, frontendUrl }: Surroundings): Block[] {
  if (block.kind === 'text') return blocksOfMarkdown(block.markdown, frontendUrl)
  if (block.kind === 'button') return [{ kind: 'link', label: block.label, url: block.url }]
  const card = byId.get(idOf(block))
  if (!card) throw nothingThere(index, block.kind)
  return [cardOf(card, frontendUrl)]
}

function cardOf({ id, kind, title, description, slug, minutes, items }: CardRow, frontendUrl: string): Block {
  const text = firstSentences(description ?? '')
  if (kind === 'series') {
    const url = `${frontendUrl}/browse?${new URLSearchParams({ series: slug, sort: 'oldest' }).toString()}`
    return {
      kind: 'card',
      title,
      note: `Series · ${items === 1 ? '1 part' : `${items} parts`}`,
      text,
      label: 'Open the series',
      url,
    }
  }
  const note = [kind === 'audio' ? 'Audio' : 'Video', ...(minutes === null ? [] : [`${minutes} min`])].join(' · ')
  const label = kind === 'audio' ? 'Listen' : 'Watch'
  return { kind: 'card', title, note, text, label, url: `${frontendUrl}/content/${id}` }
}

const MOST_LETTERS = 220

function firstSentences(text: string): string {
  if (text.length <= MOST_LETTERS) return text
  const cut = text.slice(0, MOST_LETTERS)
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), MOST_LETTERS / 2))} …`
}

function nothingThere(index: number, kind: 'item' | 'series'): AppError {
  const msg = kind === 'item' ? 'is no published item' : 'is no series with a published item'
  return new AppError('invalid_request', `Part ${index + 1} ${msg}. Choose another, or publish it first.`, {
    fields: [{ loc: ['body', 'blocks', String(index)], msg }],
  })
}
