import { LED_BY_PARAMETER, type LedBy } from '@better-and-bliss/membership'
import type { Database } from '../../../db/database.ts'
import type { Block, Inline, Letter } from '../../../mail/letters/letter.ts'
import { insertLinks } from '../queries.ts'

export const LINK_PATH = '/api/newsletter/links'

/** A letter whose links lead over us, which counts how often each is followed. */
export async function countedLinks(
  tx: Database,
  { campaignId, letter, backendUrl }: { campaignId: string; letter: Letter; backendUrl: string },
): Promise<Letter> {
  const urls = new Set<string>()
  mapLinks(letter, (url) => {
    urls.add(url)
    return url
  })
  const ids = await insertLinks(tx, campaignId, [...urls])
  return mapLinks(letter, (url) => `${backendUrl}${LINK_PATH}/${ids.get(url)}`)
}

/** A letter whose links to the web app tell it that a newsletter led there. */
export function linksFromNewsletter(letter: Letter, frontendUrl: string): Letter {
  const ledBy: LedBy = 'newsletter'
  return mapLinks(letter, (url) => {
    if (url !== frontendUrl && !url.startsWith(`${frontendUrl}/`)) return url
    const address = new URL(url)
    address.searchParams.set(LED_BY_PARAMETER, ledBy)
    return address.href
  })
}

/** @param change gets every address of the web. */
function mapLinks(letter: Letter, change: (url: string) => string): Letter {
  const changeUrl = (url: string) => (url.startsWith('mailto:') ? url : change(url))
  return { ...letter, blocks: letter.blocks.map((block) => mapBlock(block, changeUrl)) }
}

function mapBlock(block: Block, change: (url: string) => string): Block {
  switch (block.kind) {
    case 'link':
    case 'card':
      return { ...block, url: change(block.url) }
    case 'rich':
    case 'heading':
    case 'quote':
      return { ...block, inlines: mapInlines(block.inlines, change) }
    case 'list':
      return { ...block, items: block.items.map((item) => mapInlines(item, change)) }
    default:
      return block
  }
}

function mapInlines(inlines: readonly Inline[], change: (url: string) => string): Inline[] {
  return inlines.map((inline) => {
    switch (inline.kind) {
      case 'link':
        return { ...inline, url: change(inline.url), inlines: mapInlines(inline.inlines, change) }
      case 'strong':
      case 'emphasis':
        return { ...inline, inlines: mapInlines(inline.inlines, change) }
      default:
        return inline
    }
  })
}
