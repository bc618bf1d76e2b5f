import type { Changes } from '../../db/changes.ts'
import type { Database } from '../../db/database.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Category, Expert, Item } from './item.ts'
import { selectCategories, selectExperts, selectPublishedItems, selectPublishedItemsById } from './queries.ts'

/** All published items in memory, as the database has them now. */
export interface Catalogue {
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
  categories: Category[]
  experts: Expert[]
  /** Sorted when somebody asks, dropped when an item changes. */
  sorted: Item[] | null
}

const RETRY_MS = 1_000

/**
 * Reads the catalogue into memory and keeps it current: the database's triggers name what changed, and only that is
 * read again.
 */
export async function openCatalogue(parts: { db: Database; changes: Changes; log: Logger }): Promise<Catalogue> {
  const { db, changes, log } = parts
  const listeners: (() => void)[] = []
  const changed = new Set<string>()
  let refreshing = false
  let state: State

  changes.on('catalogue_changed', (id) => {
    changed.add(id)
    if (!refreshing) void refresh()
  })

  async function refresh(): Promise<void> {
    refreshing = true
    while (changed.size > 0) {
      const ids = [...changed]
      changed.clear()
      try {
        if (ids.includes('*')) state = await readAll(db)
        else await readSome(db, state, ids)
        for (const listener of listeners) listener()
      } catch (error) {
        log.warn({ err: error }, 'The catalogue could not be refreshed; the last one is served until it can')
        for (const id of ids) changed.add(id)
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref())
      }
    }
    refreshing = false
  }

  state = await readAll(db)
  return {
    find: (id) => state.items.get(id),
    newestFirst: () => {
      state.sorted ??= [...state.items.values()].sort(byNewest)
      return state.sorted
    },
    categories: () => state.categories,
    experts: () => state.experts,
    onChange: (listener) => void listeners.push(listener),
  }
}

async function readAll(db: Database): Promise<State> {
  const [items, categories, experts] = await Promise.all([
    selectPublishedItems(db),
    selectCategories(db),
    selectExperts(db),
  ])
  return { items: new Map(items.map((item) => [item.id, item])), categories, experts, sorted: null }
}

async function readSome(db: Database, state: State, ids: string[]): Promise<void> {
  const items = await selectPublishedItemsById(db, ids)
  for (const id of ids) state.items.delete(id)
  for (const item of items) state.items.set(item.id, item)
  state.sorted = null
}

function byNewest(a: Item, b: Item): number {
  return b.createdAtMs - a.createdAtMs || (a.id < b.id ? -1 : 1)
}
