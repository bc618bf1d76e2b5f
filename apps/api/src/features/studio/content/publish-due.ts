import type { Pool } from '../../../db/database.ts'
import { audit } from '../../../members/audit.ts'
import type { Clock } from '../../../ports/clock.ts'
import { publishScheduled } from './due-queries.ts'

export const PUBLISH_DUE_EVERY_MS = 2_000
const MOST_AT_ONCE = 100

/** The worker's round: publishes what was scheduled for a time that has come. Many may do it at once. */
export async function publishDue({ db, clock }: { db: Pick<Pool, 'transaction'>; clock: Clock }): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { id, publish_at: at } of await publishScheduled(tx, { nowMs: clock.nowMs(), limit: MOST_AT_ONCE })) {
      await audit(tx, {
        actor: { kind: 'system' },
        action: 'content.status_set',
        target: id,
        before: { status: 'scheduled', publish_at: at.toISOString(), publish_when_ready: false },
        after: { status: 'published', publish_at: null, publish_when_ready: false },
        requestId: null,
      })
    }
  })
}
