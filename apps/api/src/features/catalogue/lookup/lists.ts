import type { Filters, Sort } from '../filters.ts'
import type { Shelves } from '../item.ts'
import { type Bits, bitsOf, visitCommon } from './bits.ts'
import { shelfIdsOf, wantedKeys } from './facets.ts'
import { createFilterSets } from './filter-sets.ts'
import type { Orders } from './orders.ts'
import type { Postings } from './postings.ts'
import { recent } from './recent.ts'
import type { Slots } from './slot-set.ts'
import type { Table } from './table.ts'

/** The items that pass filters, in order. Each list is made when somebody asks for a part of it. */
export interface Lists {
  page(filters: Filters, sort: Sort, paging: Paging): { slots: number[]; total: number }
  /** Sets of slots: what passes the filters is in all of them. */
  wanted(filters: Filters): Slots[]
  /** The slots of what is listed under a key of facets. */
  slotsOf(key: string): Slots
  isTrending(): (slot: number) => boolean
  setShelves(shelves: Shelves): void
  /** The items are no longer what they were. */
  clear(): void
}

export interface Paging {
  limit: number
  offset: number
}

interface Parts {
  table: Table
  orders: Orders
  /** Slots by facet. */
  facets: Postings<string>
}

interface List {
  slots: Int32Array
  /** Of the same items, in the same order. */
  seconds: Int32Array
  /** Made for the first question about durations. */
  ascendingSeconds?: Int32Array
}

/** A list takes 12 bytes for each item, a set one bit. */
const MAX_LISTED = 500_000
const MAX_SET_WORDS = 250_000

export function createLists({ table, orders, facets }: Parts): Lists {
  const lists = recent<List>(MAX_LISTED, ({ slots }) => slots.length)
  const sets = recent<Bits>(MAX_SET_WORDS, (bits) => bits.length)
  const filterSets = createFilterSets({ table, orders, facets })
  let shelfIds = shelfIdsOf({ categories: new Map(), experts: new Map(), series: new Map() })

  function setOf(key: string, sort: Sort): Bits {
    return sets.get(`${sort} ${key}`, () => {
      const ranks = orders[sort].ranks()
      const slots = facets.get(key)
      return bitsOf(
        slots.map((slot) => ranks[slot] as number),
        table.size(),
      )
    })
  }

  function listOf(keys: readonly string[], sort: Sort): List {
    return lists.get([sort, ...keys].join(), () => {
      const [first, ...others] = keys.map((key) => setOf(key, sort))
      const all = orders[sort].slots()
      const slots = first ? slotsIn([first, ...others], all) : all
      return { slots, seconds: slots.map((slot) => table.at(slot).durationSeconds ?? 0) }
    })
  }

  return {
    page: (filters, sort, paging) => {
      const list = listOf(wantedKeys(filters, shelfIds), sort)
      const { min_duration: min = 0, max_duration: max = Number.MAX_SAFE_INTEGER } = filters
      if (min === 0 && max === Number.MAX_SAFE_INTEGER) {
        const { offset, limit } = paging
        return { slots: [...list.slots.subarray(offset, offset + limit)], total: list.slots.length }
      }
      list.ascendingSeconds ??= list.seconds.toSorted()
      const total = countBelow(max + 1, list.ascendingSeconds) - countBelow(min, list.ascendingSeconds)
      return { slots: lasting({ min, max }, list, paging, Math.max(0, total)), total: Math.max(0, total) }
    },
    wanted: (filters) => {
      const { min_duration: min = 0, max_duration: max = Number.MAX_SAFE_INTEGER } = filters
      const isTimed = min !== 0 || max !== Number.MAX_SAFE_INTEGER
      return filterSets.wanted(wantedKeys(filters, shelfIds), isTimed ? { min, max } : null)
    },
    slotsOf: filterSets.slotsOf,
    isTrending: filterSets.isTrending,
    setShelves: (shelves) => {
      shelfIds = shelfIdsOf(shelves)
    },
    clear: () => {
      sets.clear()
      filterSets.clear()
      lists.clear()
    },
  }
}

function slotsIn(sets: readonly [Bits, ...Bits[]], slots: Int32Array): Int32Array {
  const found: number[] = []
  visitCommon(sets, (rank) => {
    found.push(slots[rank] as number)
  })
  return Int32Array.from(found)
}

/** A page of those that last so long; one behind the middle is read from the end. */
function lasting(
  { min, max }: { min: number; max: number },
  { slots, seconds }: List,
  { offset, limit }: Paging,
  total: number,
): number[] {
  const count = Math.min(limit, total - offset)
  if (count <= 0) return []
  const backwards = offset > total / 2
  const step = backwards ? -1 : 1
  let place = backwards ? seconds.length - 1 : 0
  let skip = backwards ? total - offset - count : offset
  const page: number[] = []
  while (page.length < count) {
    const lasts = seconds[place] as number
    if (lasts >= min && lasts <= max) {
      if (skip > 0) skip -= 1
      else page.push(slots[place] as number)
    }
    place += step
  }
  return backwards ? page.reverse() : page
}

function countBelow(limit: number, ascending: Int32Array): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < limit) low = middle + 1
    else high = middle
  }
  return low
}
