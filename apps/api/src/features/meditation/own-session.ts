import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { type SessionRow, selectSession } from './queries.ts'

/** @throws AppError `not_found`, the same for a session of somebody else and for one that never was. */
export async function requireSession(db: Database, own: { id: string; userId: string }): Promise<SessionRow> {
  const session = await selectSession(db, own)
  if (!session) throw sessionNotFound()
  return session
}

export function sessionNotFound(): AppError {
  return new AppError('not_found', 'Session not found')
}
