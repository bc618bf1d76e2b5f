import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { revocationLifeSeconds, type TokenLives } from './revocation-feed.ts'
import { deleteRevocationsBefore } from './revocation-queries.ts'

export const DELETE_OLD_REVOCATIONS_EVERY_MS = 60_000

/** The worker's round: what was ended is forgotten when no token of it can be alive. */
export async function deleteOldRevocations(parts: { db: Database; clock: Clock; lives: TokenLives }): Promise<void> {
  const { db, clock, lives } = parts
  const nowMs = clock.nowMs()
  await deleteRevocationsBefore(db, {
    itemsMs: nowMs - revocationLifeSeconds('item', lives) * 1000,
    othersMs: nowMs - revocationLifeSeconds('member', lives) * 1000,
  })
}
