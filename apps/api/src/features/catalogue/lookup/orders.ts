import type { Sort } from '../filters.ts'
import type { Item } from '../item.ts'
import { createOrder, type Order } from './order.ts'

export type Orders = Record<Sort, Order>

/** Among equals the newest comes first. */
export function createOrders(itemAt: (slot: number) => Item): Orders {
  const collator = new Intl.Collator('en')
  const by = (compare: (a: Item, b: Item) => number) =>
    createOrder((a, b) => compare(itemAt(a), itemAt(b)) || byNewest(itemAt(a), itemAt(b)))
  return {
    newest: by(byNewest),
    oldest: by((a, b) => byNewest(b, a)),
    title: by((a, b) => collator.compare(a.title, b.title)),
    duration: by((a, b) => (a.durationSeconds ?? 0) - (b.durationSeconds ?? 0)),
    episode: by((a, b) => partOf(a) - partOf(b)),
    featured: by((a, b) => Number(b.featured) - Number(a.featured)),
  }
}

/** What has no number comes last. */
function partOf({ episodeNumber }: Item): number {
  return episodeNumber ?? Number.MAX_SAFE_INTEGER
}

function byNewest(a: Item, b: Item): number {
  return b.publishedAtMs - a.publishedAtMs || (a.id < b.id ? -1 : Number(a.id > b.id))
}
