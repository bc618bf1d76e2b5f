import { TIERS } from '@better-and-bliss/membership'
import type { Viewer } from './answers.ts'
import type { Cards } from './cards.ts'
import type { Catalogue } from './catalogue.ts'
import type { Paging } from './lookup/lists.ts'
import type { Chosen } from './lookup/lookup.ts'
import type { Page, SearchPage } from './schemas.ts'

type HowUnderstood = Omit<SearchPage, keyof Page>

/** One page of items as JSON text, in the shape of `pageSchema`, or of `searchPageSchema` with how a question was understood. */
export function toPage(
  { items, total }: Chosen,
  { limit, offset }: Paging,
  viewer: Viewer,
  { catalogue, cards, understood }: { catalogue: Catalogue; cards: Cards; understood?: HowUnderstood },
): string {
  const about: Omit<Page, 'content'> & Partial<HowUnderstood> = {
    total,
    limit,
    offset,
    user_authenticated: viewer !== null,
    premium_available: TIERS.some((tier) => tier !== 'free' && catalogue.count('tier', tier) > 0),
    ...understood,
  }
  return `{"content":[${items.map((item) => cards.textOf(item, viewer)).join()}],${JSON.stringify(about).slice(1)}`
}
