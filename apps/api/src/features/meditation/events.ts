import type { Database } from '../../db/database.ts'
import { type EventRow, selectEvents } from './queries.ts'

/** A quarter of an hour of breath, or more. */
const PAGE_SIZE = 1_000

/** The phases of a session in order, in pages, so that what is held at a time does not grow with the session. */
export async function* eventPages(db: Database, sessionId: string): AsyncGenerator<EventRow[]> {
  let page: EventRow[]
  let after: EventRow | null = null
  do {
    page = await selectEvents(db, { sessionId, after, limit: PAGE_SIZE })
    after = page.at(-1) ?? null
    yield page
  } while (page.length === PAGE_SIZE)
}

export async function selectAllEvents(db: Database, sessionId: string): Promise<EventRow[]> {
  return (await Array.fromAsync(eventPages(db, sessionId))).flat()
}
