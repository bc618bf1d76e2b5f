import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'

/** A member's page has completed their session by then, or has lost its network for longer than a place is held. */
const { placeHeldMs: COMPLETED_WITHIN_MS } = CIRCLE_LIMITS
const KEPT_MS = 24 * 3_600_000

export const CLOSE_CIRCLES_EVERY_MS = 30_000

/**
 * The worker's round: whose socket vanished with its process left when they were seen last, or when their circle was over;
 * `closeAbandoned` ends their session then. What is kept of a circle goes a day after its end.
 */
export async function closeCircles({ db, clock }: { db: Database; clock: Clock }): Promise<void> {
  const nowMs = clock.nowMs()
  await db.query(
    'circles_mark_left',
    `update meditation_sessions s set left_at = least(c.ends_at, m.seen_at)
     from circle_members m join circles c on c.id = m.circle_id
     where m.session_id = s.id and s.ended_at is null and s.left_at is null
       and least(c.ends_at, m.seen_at) < to_timestamp($1::float8 / 1000)`,
    [nowMs - COMPLETED_WITHIN_MS],
  )
  await db.query('circles_delete_old', 'delete from circles where ends_at < to_timestamp($1::float8 / 1000)', [
    nowMs - KEPT_MS,
  ])
}
