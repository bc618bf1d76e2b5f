import type { Database } from '../../db/database.ts'
import { revocationLifeSeconds, type TokenLives } from './revocation-feed.ts'
import { deleteRevocationsOlderThan } from './revocation-queries.ts'

export const DELETE_OLD_REVOCATIONS_EVERY_MS = 60_000

/** The worker's round: what was ended is forgotten when no token of it can be alive. */
export async function deleteOldRevocations({ db, lives }: { db: Database; lives: TokenLives }): Promise<void> {
  await deleteRevocationsOlderThan(db, {
    itemsSeconds: revocationLifeSeconds('item', lives),
    othersSeconds: revocationLifeSeconds('member', lives),
  })
}
