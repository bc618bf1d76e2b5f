import type { Database } from '../../db/database.ts'
import { type SessionRow, selectSessionsBefore } from './queries.ts'

const PAGE_SIZE = 100

/** All sessions of a member, newest first, read in pages while somebody takes them. */
export async function* allSessions(db: Database, userId: string): AsyncGenerator<SessionRow> {
  let page: SessionRow[]
  let before: SessionRow | null = null
  do {
    page = await selectSessionsBefore(db, { userId, before, limit: PAGE_SIZE })
    before = page.at(-1) ?? null
    yield* page
  } while (page.length === PAGE_SIZE)
}
