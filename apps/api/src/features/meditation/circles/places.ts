import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../../db/database.ts'
import { AppError } from '../../../errors.ts'
import { takePlace } from './queries.ts'

/** Gives a member a place in a circle that is locked. @throws AppError `circle_full`. */
export async function requirePlace(
  tx: Database,
  { id, userId, nowMs }: { id: string; userId: string; nowMs: number },
): Promise<void> {
  const { members: places, placeHeldMs } = CIRCLE_LIMITS
  const isIn = await takePlace(tx, { id, userId, nowMs, heldSinceMs: nowMs - placeHeldMs, places })
  if (!isIn) throw new AppError('circle_full', `This circle is full: ${places} people are in it.`)
}

/** The same for a circle that never was, and one of others. */
export function circleNotFound(): AppError {
  return new AppError('not_found', 'Circle not found')
}
