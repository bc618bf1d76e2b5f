import type { Language } from '@better-and-bliss/membership'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import type { Block, Letter } from '../../../mail/letters/letter.ts'
import type { LetterWords } from '../../../mail/letters/words/en.ts'
import { WORDS } from '../../../mail/letters/words/words.ts'
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
 * @param around `frontendUrl`: of the web app, without a slash at the end. `language`: of those who write it.
 * @throws AppError `invalid_request` for a part that names nothing that members can open.
 */
export async function letterOfDraft(
  db: Database,
  { subject, preview, blocks }: Draft,
  { frontendUrl, language }: { frontendUrl: string; language: Language },
): Promise<Letter> {
  const ids = (kind: 'item' | 'series') => blocks.flatMap((block) => (block.kind === kind ? [idOf(block)] : []))
  const cards = await selectCards(db, { contentIds: ids('item'), seriesIds: ids('series') })
  const byId = new Map(cards.map((card) => [card.id, card]))
  const says = WORDS[language].campaign
  const letter: Letter = {
    language,
    subject,
    preview,
    title: subject,
    blocks: blocks.flatMap((block, index) => blocksOf(block, { byId, index, frontendUrl, says })),
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
  says: LetterWords['campaign']
}

function blocksOf(block: CampaignBlock, { byId, index, frontendUrl, says }: Surroundings): Block[] {
  if (block.kind === 'text') return blocksOfMarkdown(block.markdown, frontendUrl)
  if (block.kind === 'button') return [{ kind: 'link', label: block.label, url: block.url }]
  const card = byId.get(idOf(block))
  if (!card) throw nothingThere(index, block.kind)
  return [cardOf(card, frontendUrl, says)]
}

function cardOf(
  { id, kind, title, description, slug, minutes, items }: CardRow,
  frontendUrl: string,
  says: LetterWords['campaign'],
): Block {
  const text = firstSentences(description ?? '')
  if (kind === 'series') {
    const url = `${frontendUrl}/browse?${new URLSearchParams({ series: slug, sort: 'oldest' }).toString()}`
    return { kind: 'card', title, note: says.series(items), text, label: says.openSeries, url }
  }
  const note = [kind === 'audio' ? says.audio : says.video, ...(minutes === null ? [] : [`${minutes} min`])].join(' · ')
  const label = kind === 'audio' ? says.listen : says.watch
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
