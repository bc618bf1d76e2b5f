import type { Changes } from '../../db/changes.ts'
import type { Database } from '../../db/database.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Category, Expert, Item } from './item.ts'
import {
  type Shelves,
  selectCategories,
  selectExperts,
  selectPublishedItems,
  selectPublishedItemsById,
  selectSeries,
} from './queries.ts'

/** All published items in memory, as the database has them now; until it is disposed. */
export interface Catalogue extends Disposable {
  find(id: string): Item | undefined
  /** All items, newest first. */
  newestFirst(): readonly Item[]
  categories(): readonly Category[]
  experts(): readonly Expert[]
  /** Calls `listener` after every change; pages made before it are old. */
  onChange(listener: () => void): void
}

interface State {
  items: Map<string, Item>
  shelves: Shelves
  /** Sorted when somebody asks, dropped when an item changes. */
  sorted: Item[] | null
}

const RETRY_MS = 1_000
/** Read in pages, so that reading a large catalogue needs little more memory than keeping it. */
const PAGE_SIZE = 1_000
const BEFORE_ALL_IDS = '00000000-0000-0000-0000-000000000000'

/**
 * Reads the catalogue into memory and keeps it current: the database's triggers name what changed, and only that is
 * read again.
 */
export async function openCatalogue(parts: { db: Database; changes: Changes; log: Logger }): Promise<Catalogue> {
  const { db, changes, log } = parts
  const listeners: (() => void)[] = []
  const changed = new Set<string>()
  /** The first reading counts: what changes meanwhile is read after it. */
  let refreshing = true
  let closed = false
  let state: State

  changes.on('catalogue_changed', (id) => {
    changed.add(id)
    if (!refreshing && !closed) void refresh()
  })

  async function refresh(): Promise<void> {
    refreshing = true
    while (changed.size > 0 && !closed) {
      const ids = [...changed]
      changed.clear()
      try {
        if (ids.includes('*')) state = await readAll(db)
        else state = await readSome(db, state, ids)
        for (const listener of listeners) listener()
      } catch (error) {
        if (closed) break
        log.warn({ err: error }, 'The catalogue could not be refreshed; the last one is served until it can')
        for (const id of ids) changed.add(id)
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref())
      }
    }
    refreshing = false
  }

  state = await readAll(db)
  refreshing = false
  if (changed.size > 0) void refresh()
  return {
    find: (id) => state.items.get(id),
    newestFirst: () => {
      state.sorted ??= [...state.items.values()].sort(byNewest)
      return state.sorted
    },
    categories: () => [...state.shelves.categories.values()],
    experts: () => [...state.shelves.experts.values()],
    onChange: (listener) => void listeners.push(listener),
    [Symbol.dispose]: () => {
      closed = true
    },
  }
}

async function readAll(db: Database): Promise<State> {
  const shelves = await readShelves(db)
  const items = new Map<string, Item>()
  let page: Item[]
  let afterId = BEFORE_ALL_IDS
  do {
    page = await selectPublishedItems(db, shelves, { afterId, limit: PAGE_SIZE })
    for (const item of page) items.set(item.id, item)
    afterId = page.at(-1)?.id ?? afterId
  } while (page.length === PAGE_SIZE)
  return { items, shelves, sorted: null }
}

async function readSome(db: Database, { items, shelves }: State, ids: string[]): Promise<State> {
  const changed = await selectPublishedItemsById(db, shelves, ids)
  for (const id of ids) items.delete(id)
  for (const item of changed) items.set(item.id, item)
  return { items, shelves, sorted: null }
}

async function readShelves(db: Database): Promise<Shelves> {
  const [categories, experts, series] = await Promise.all([selectCategories(db), selectExperts(db), selectSeries(db)])
  return { categories: byId(categories), experts: byId(experts), series: byId(series) }
}

function byId<Thing extends { id: string }>(things: Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]))
}

function byNewest(a: Item, b: Item): number {
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : 1)
}
