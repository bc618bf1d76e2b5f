import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import { circleNotFound } from './places.ts'
import { type CircleRow, lockOwn } from './queries.ts'

/** A circle, locked, of who asks. @throws AppError `not_found`, or `forbidden` for a member who is not the host. */
export async function requireHosted(tx: Database, own: { id: string; userId: string }): Promise<CircleRow> {
  const row = await lockOwn(tx, own)
  if (!row) throw circleNotFound()
  if (row.host_id !== own.userId)
    throw new AppError('forbidden', 'Only whoever opened a circle can begin it or end it for everybody.')
  return row
}
