import type { Pool } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { selectAbandoned } from './end-queries.ts'
import { endSession } from './end-session.ts'

/** A page that is loaded again has come back by then, and so has a socket. */
const LEFT_MS = 60_000
/** Whose sound has been missing for so long has left: a lost network is resumed within a minute, a call is shorter. */
const GONE_MS = 30 * 60_000
/** Without a microphone nothing tells that somebody left. No sitting is longer than this. */
const UNHEARD_MS = 12 * 3_600_000
const BATCH_SIZE = 100

/** A look costs one small index. */
export const CLOSE_ABANDONED_EVERY_MS = 30_000

/**
 * The worker's round: sessions that nobody completed end when their page was closed, or when they last sent, with
 * what was detected until then; one of which neither is known ends when it began, for nobody knows how long it was. That of
 * a circle stays open until the circle is over. Many workers may do it at once.
 *
 * @returns how many were closed.
 */
export async function closeAbandoned({ db, clock }: { db: Pool; clock: Clock }): Promise<number> {
  const nowMs = clock.nowMs()
  let closed = 0
  let batch: Awaited<ReturnType<typeof selectAbandoned>>
  do {
    batch = await selectAbandoned(db, {
      leftBeforeMs: nowMs - LEFT_MS,
      heardBeforeMs: nowMs - GONE_MS,
      unheardSinceMs: nowMs - UNHEARD_MS,
      circleOverMs: nowMs,
      limit: BATCH_SIZE,
    })
    for (const { id, user_id, left_at_ms, paused_seconds } of batch) {
      const ending = { id, userId: user_id, endedAtMs: left_at_ms, pausedSeconds: paused_seconds }
      await endSession(db, { ...ending, completed: false })
    }
    closed += batch.length
  } while (batch.length === BATCH_SIZE)
  return closed
}
