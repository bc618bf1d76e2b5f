import type { Changes } from '../../db/changes.ts'
import type { Database } from '../../db/database.ts'
import type { Logger } from '../../ports/logger.ts'
import type { Category, Expert, Item, Shelves } from './item.ts'
import { createLookup, type Lookup } from './lookup/lookup.ts'
import { withUnlisted } from './lookup/with-unlisted.ts'
import { selectAnyItem, selectIdBySlug } from './queries.ts'
import { createReader } from './reader.ts'

/** All items that members can open in memory, as the database has them now; until it is disposed. */
export interface Catalogue extends Disposable, Pick<Lookup, 'find' | 'browse' | 'search' | 'suggest' | 'count'> {
  /** An item as the database has it now, open or not. */
  readAny(id: string): Promise<Item | undefined>
  /** The id of the open item with this slug, as the database has it now. */
  readId(slug: string): Promise<string | undefined>
  categories(): readonly Category[]
  experts(): readonly Expert[]
  shelves(): Shelves
  /** Calls `listener` after every change; pages made before it are old. */
  onChange(listener: () => void): void
}

const RETRY_MS = 1_000

/**
 * Reads the catalogue into memory and keeps it current: the database's triggers name what changed, and only that is
 * read again.
 */
export async function openCatalogue(parts: { db: Database; changes: Changes; log: Logger }): Promise<Catalogue> {
  const { db, changes, log } = parts
  const listeners: (() => void)[] = []
  const onChange = () => {
    for (const listener of listeners) listener()
  }
  const lookup = withUnlisted(createLookup())
  const reader = createReader({ db, lookup, onChange })
  /** The first reading counts: what changes meanwhile is read after it. */
  let reading = true
  let closed = false

  changes.on(
    'catalogue_changed',
    ({ contentId }) => {
      reader.note(contentId)
      readSoon()
    },
    () => {
      reader.noteAll()
      readSoon()
    },
  )

  function readSoon(): void {
    if (!reading && !closed) void read()
  }

  async function read(): Promise<void> {
    reading = true
    while (!reader.isDone() && !closed) {
      try {
        await reader.readNext()
      } catch (error) {
        if (closed) break
        log.warn({ err: error }, 'The catalogue could not be refreshed; the last one is served until it can')
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS).unref())
      }
    }
    reading = false
  }

  while (!reader.isDone()) await reader.readNext()
  reading = false
  return {
    ...lookup,
    readAny: (id) => selectAnyItem(db, reader.shelves(), id),
    readId: (slug) => selectIdBySlug(db, slug),
    categories: () => [...reader.shelves().categories.values()],
    experts: () => [...reader.shelves().experts.values()],
    shelves: () => reader.shelves(),
    onChange: (listener) => void listeners.push(listener),
    [Symbol.dispose]: () => {
      closed = true
    },
  }
}
