import { isDeepStrictEqual } from 'node:util'
import type { Database } from '../../db/database.ts'
import type { Item, Shelves } from './item.ts'
import type { Changed, Lookup } from './lookup/lookup.ts'
import {
  selectCategories,
  selectExperts,
  selectOpenIds,
  selectOpenItemsById,
  selectSeries,
  selectSpokenWords,
} from './queries.ts'

/** Brings a lookup to what the database says, step by step. */
export interface Reader {
  shelves(): Shelves
  /** An item may have changed. */
  note(id: string): void
  /** Anything may have changed. */
  noteAll(): void
  isDone(): boolean
  /**
   * One step: it keeps others waiting for some milliseconds at most. Steps must not overlap, so that nothing is replaced
   * by what was read before it.
   *
   * @throws AppError when the database does not answer; the step is to be tried again.
   */
  readNext(): Promise<void>
}

/** A reading of all items, page by page. */
interface Scan {
  /** The oldest items first: what is new has the last slots, where searches begin. */
  ids: readonly string[]
  /** How many of them were read. */
  read: number
  /** Items that were read since the scan began. */
  seen: Set<string>
}

interface Parts {
  db: Database
  lookup: Lookup
  onChange: () => void
}

const PAGE_SIZE = 500

/** Nothing is read yet. When anything may have changed, all is read; items that are named meanwhile come first. */
export function createReader({ db, lookup, onChange }: Parts): Reader {
  const noted = new Set<string>()
  let allNoted = true
  let shelves: Shelves = { categories: new Map(), experts: new Map(), series: new Map() }
  let scan: Scan | null = null

  async function readShelves(): Promise<void> {
    allNoted = false
    const [categories, experts, series, ids] = await orElse(
      Promise.all([selectCategories(db), selectExperts(db), selectSeries(db), selectOpenIds(db)]),
      () => {
        allNoted = true
      },
    )
    scan = { ids, read: 0, seen: new Set() }
    const before = structuredClone(listsOf(shelves))
    shelves = {
      categories: renewed(shelves.categories, categories),
      experts: renewed(shelves.experts, experts),
      series: renewed(shelves.series, series),
    }
    if (isDeepStrictEqual(before, listsOf(shelves))) return
    lookup.setShelves(shelves)
    onChange()
  }

  async function readNamed(): Promise<void> {
    const ids = [...noted]
    noted.clear()
    const read = selectOpenItemsById(db, shelves, ids).then((items) => withWords(items, { db, lookup }))
    const { items, spoken } = await orElse(read, () => {
      for (const id of ids) noted.add(id)
    })
    const open = new Set(items.map(({ id }) => id))
    for (const id of open) scan?.seen.add(id)
    apply({ put: items, spoken, remove: ids.filter((id) => !open.has(id)) })
  }

  async function readPage(current: Scan): Promise<void> {
    const ids = current.ids.slice(current.read, current.read + PAGE_SIZE)
    const read = selectOpenItemsById(db, shelves, ids)
    const { items: page, spoken } = await read.then((items) => withWords(items, { db, lookup }))
    for (const { id } of page) current.seen.add(id)
    current.read += ids.length
    apply({ put: page, spoken, remove: [] })
    if (current.read < current.ids.length) return
    const unseen = [...lookup.ids()].filter((id) => !current.seen.has(id))
    for (let from = 0; from < unseen.length; from += PAGE_SIZE) {
      apply({ put: [], remove: unseen.slice(from, from + PAGE_SIZE) })
      await new Promise(setImmediate)
    }
    scan = null
  }

  function apply(changes: Changed): void {
    if (bring(lookup, changes)) onChange()
  }

  return {
    shelves: () => shelves,
    note: (id) => void noted.add(id),
    noteAll: () => {
      allNoted = true
    },
    isDone: () => !allNoted && noted.size === 0 && scan === null,
    readNext: async () => {
      if (allNoted) {
        await readShelves()
      } else if (noted.size > 0) {
        await readNamed()
      } else if (scan) {
        await readPage(scan)
      }
    },
  }
}

/** What is said in items, where the lookup has not got it as it is now: it is much more than the rest of them. */
async function withWords(items: Item[], { db, lookup }: Pick<Parts, 'db' | 'lookup'>) {
  const ids = items.filter((item) => isSpokenAnew(item, lookup.find(item.id))).map(({ id }) => id)
  const words = ids.length > 0 ? await selectSpokenWords(db, ids) : new Map<string, string>()
  return { items, spoken: new Map(ids.map((id) => [id, words.get(id) ?? ''])) }
}

/** Items that are not listed are not searched. */
function isSpokenAnew({ isListed, spokenAtMs }: Item, former: Item | undefined): boolean {
  return isListed && spokenAtMs !== (former?.isListed ? former.spokenAtMs : null)
}

/** @returns whether anything was not so already. */
function bring(lookup: Lookup, changes: Changed): boolean {
  const put = changes.put.filter((item) => !isDeepStrictEqual(item, lookup.find(item.id)))
  const remove = changes.remove.filter((id) => lookup.find(id))
  if (put.length + remove.length === 0) return false
  lookup.change({ ...changes, put, remove })
  return true
}

/** In their order, which is a property too. */
function listsOf(shelves: Shelves): object[][] {
  return Object.values(shelves).map((shelf: Map<string, object>) => [...shelf.values()])
}

/** Items refer to what is in `shelf`: what is there already stays the same object, with its new properties. */
function renewed<Thing extends { id: string }>(shelf: Map<string, Thing>, rows: Thing[]): Map<string, Thing> {
  return new Map(rows.map((row) => [row.id, Object.assign(shelf.get(row.id) ?? row, row)]))
}

async function orElse<Result>(work: Promise<Result>, onFailure: () => void): Promise<Result> {
  try {
    return await work
  } catch (error) {
    onFailure()
    throw error
  }
}
