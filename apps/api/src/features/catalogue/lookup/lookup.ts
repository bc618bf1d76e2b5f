import type { Filters, Sort } from '../filters.ts'
import type { Item, Shelves } from '../item.ts'
import { type Facet, facetKeysOf, keyOf } from './facets.ts'
import { createLists, type Paging } from './lists.ts'
import { createOrders } from './orders.ts'
import { createPostings } from './postings.ts'
import { rankMatches } from './ranking.ts'
import { recent } from './recent.ts'
import { createTable } from './table.ts'
import type { TermMatches } from './term-matches.ts'
import { askedTerms } from './terms.ts'
import { createTextIndex } from './text-index.ts'

/** Items in memory, looked up by id, filters and words at a cost that hardly depends on how many there are. */
export interface Lookup {
  find(id: string): Item | undefined
  ids(): IterableIterator<string>
  /** Puts items in, and takes those out that are to be removed. */
  change(changes: { put: readonly Item[]; remove: readonly string[] }): void
  /** Takes the names of shelves by which items are found from now on. */
  setShelves(shelves: Shelves): void
  browse(filters: Filters, sort: Sort, paging: Paging): Chosen
  /** What matches all words of a text, best first; if nothing does, what matches some. */
  search(text: string, filters: Filters, paging: Paging): Chosen
  /** How many items a filter leaves. */
  count(facet: Facet, value: string): number
}

/** One page, and how many items there are on all pages. */
export interface Chosen {
  items: Item[]
  total: number
}

const MAX_MATCHES_BYTES = 16 * 1024 * 1024
const MAX_CORRECTIONS = 1_000

export function createLookup(): Lookup {
  const table = createTable()
  const orders = createOrders(table.at)
  const facets = createPostings<string>()
  const texts = createTextIndex()
  const lists = createLists({ table, orders, facets })
  /** By rank, as what the lists are made from; old after each change. */
  const termMatches = recent<TermMatches>(MAX_MATCHES_BYTES, ({ weight }) => weight)
  const corrections = recent<string>(MAX_CORRECTIONS, () => 1)

  function exactMatchesOf(term: string): TermMatches {
    return termMatches.get(term, () =>
      texts.match(term, {
        size: table.size(),
        ranks: orders.newest.ranks(),
        slotsOf: ({ kind, id }) => facets.get(keyOf(kind, id)),
      }),
    )
  }

  /** A term that nothing has counts as the most common of those that are spelled alike. */
  function matchesOf(term: string): TermMatches {
    const matches = exactMatchesOf(term)
    if (matches.count > 0) return matches
    const meant = corrections.get(term, () => {
      const [first = term, ...others] = texts.alike(term)
      return others.reduce((a, b) => (exactMatchesOf(a).count >= exactMatchesOf(b).count ? a : b), first)
    })
    return exactMatchesOf(meant)
  }

  return {
    find: table.find,
    ids: table.ids,
    change: ({ put, remove }) => {
      const gone = new Map([...remove, ...put.map(({ id }) => id)].flatMap(table.entryOf))
      const removed = new Uint8Array(Math.max(-1, ...gone.keys()) + 1)
      for (const slot of gone.keys()) removed[slot] = 1
      facets.remove(new Set([...gone.values()].flatMap(facetKeysOf)), removed)
      for (const id of remove) table.remove(id)
      const added = put.map(table.put)
      for (const slot of added) for (const key of facetKeysOf(table.at(slot))) facets.add(key, slot)
      const stays = new Set(added.filter((slot) => hasSameText(table.at(slot), gone.get(slot))))
      for (const [slot, item] of gone) if (!stays.has(slot)) texts.remove(slot, item)
      for (const slot of added) if (!stays.has(slot)) texts.add(slot, table.at(slot))
      for (const order of Object.values(orders)) order.change(removed, added)
      lists.clear()
      termMatches.clear()
      corrections.clear()
    },
    setShelves: (shelves) => {
      texts.setNames({ categories: shelves.categories.values(), experts: shelves.experts.values() })
      lists.setShelves(shelves)
      termMatches.clear()
      corrections.clear()
    },
    browse: (filters, sort, paging) => {
      const { slots, total } = lists.page(filters, sort, paging)
      return { items: slots.map(table.at), total }
    },
    search: (text, filters, { offset, limit }) => {
      const slots = orders.newest.slots()
      const at = (rank: number) => table.at(slots[rank] as number)
      const [first, ...others] = askedTerms(text).map(matchesOf)
      if (!first) return { items: [], total: 0 }
      const ranks = rankMatches([first, ...others], lists.wanted(filters))
      return { items: ranks.slice(offset, offset + limit).map(at), total: ranks.length }
    },
    count: (facet, value) => facets.get(keyOf(facet, value)).length,
  }
}

function hasSameText(item: Item, former: Item | undefined): boolean {
  return former?.title === item.title && former.description === item.description && sameTags(former, item)
}

function sameTags(one: Item, other: Item): boolean {
  return one.tags.length === other.tags.length && one.tags.every((tag, place) => tag === other.tags[place])
}
