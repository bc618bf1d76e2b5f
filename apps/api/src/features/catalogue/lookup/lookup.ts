import type { Filters, Sort } from '../filters.ts'
import type { Item, Shelves } from '../item.ts'
import { type Facet, facetKeysOf, keyOf } from './facets.ts'
import { createLists, type Paging } from './lists.ts'
import { createOrders } from './orders.ts'
import { createPostings } from './postings.ts'
import { createSearch, type Found, type Suggested } from './search.ts'
import { createSpeechIndex } from './speech-index.ts'
import { createTable } from './table.ts'
import { createTagNames } from './tag-names.ts'
import { createTextIndex } from './text-index.ts'

/** Items in memory, looked up by id, filters and words at a cost that hardly depends on how many there are. */
export interface Lookup {
  find(id: string): Item | undefined
  ids(): IterableIterator<string>
  /** Puts items in, and takes those out that are to be removed. */
  change(changes: Changed): void
  /** Takes the names of shelves by which items are found from now on. */
  setShelves(shelves: Shelves): void
  browse(filters: Filters, sort: Sort, paging: Paging): Chosen
  /** What matches all words of a text, best first; if nothing does, what matches some. */
  search(text: string, filters: Filters, paging: Paging): Found
  /** What a text that is being typed may become: what has all its words in its title or name, the best first. */
  suggest(text: string, filters: Filters): Suggested
  /** How many items a filter leaves. */
  count(facet: Facet, value: string): number
}

export interface Changed {
  put: readonly Item[]
  /** Ids. */
  remove: readonly string[]
  /** By id the words that are said in items of `put`, one blank between two, where they are others than before. */
  spoken?: ReadonlyMap<string, string> | undefined
}

/** One page, and how many items there are on all pages. */
export interface Chosen {
  items: Item[]
  total: number
}

export function createLookup(): Lookup {
  const table = createTable()
  const orders = createOrders(table.at)
  const facets = createPostings<string>()
  const texts = createTextIndex()
  const tagNames = createTagNames()
  const lists = createLists({ table, orders, facets })
  const speech = createSpeechIndex()
  const { search, suggest, clear } = createSearch({ table, orders, facets, texts, speech, tagNames, lists })

  return {
    find: table.find,
    ids: table.ids,
    change: ({ put, remove, spoken = new Map() }) => {
      const gone = new Map([...remove, ...put.map(({ id }) => id)].flatMap(table.entryOf))
      const removed = new Uint8Array(Math.max(-1, ...gone.keys()) + 1)
      for (const slot of gone.keys()) removed[slot] = 1
      facets.remove(new Set([...gone.values()].flatMap(facetKeysOf)), removed)
      speech.remove([...remove, ...spoken.keys()].flatMap(table.entryOf).map(([slot]) => slot))
      for (const id of remove) table.remove(id)
      const added = put.toSorted((a, b) => a.publishedAtMs - b.publishedAtMs).map(table.put)
      for (const slot of added) speech.add(slot, spoken.get(table.at(slot).id) ?? '')
      for (const slot of added) for (const key of facetKeysOf(table.at(slot))) facets.add(key, slot)
      const stays = new Set(added.filter((slot) => hasSameText(table.at(slot), gone.get(slot))))
      for (const [slot, item] of gone) if (!stays.has(slot)) texts.remove(slot, item)
      for (const slot of added) if (!stays.has(slot)) texts.add(slot, table.at(slot))
      tagNames.change(
        [...gone.values(), ...put].flatMap(({ tags }) => tags),
        (tag) => facets.get(keyOf('tag', tag)).length > 0,
      )
      for (const order of Object.values(orders)) order.change(removed, added)
      lists.clear()
      clear()
    },
    setShelves: (shelves) => {
      texts.setNames(shelves)
      lists.setShelves(shelves)
      clear()
    },
    browse: (filters, sort, paging) => {
      const { slots, total } = lists.page(filters, sort, paging)
      return { items: slots.map(table.at), total }
    },
    search,
    suggest,
    count: (facet, value) => facets.get(keyOf(facet, value)).length,
  }
}

function hasSameText(item: Item, former: Item | undefined): boolean {
  return former?.title === item.title && former.description === item.description && sameTags(former, item)
}

function sameTags(one: Item, other: Item): boolean {
  return one.tags.length === other.tags.length && one.tags.every((tag, place) => tag === other.tags[place])
}
