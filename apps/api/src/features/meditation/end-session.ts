import { type SessionMetrics, sessionMetricsSchema } from '@better-and-bliss/breath/protocol'
import type { Database, Pool } from '../../db/database.ts'
import { type DroppedStream, dropStream, type Ending, markEnded, saveMetrics } from './end-queries.ts'
import { metricsOfEvents } from './event-metrics.ts'
import { selectAllEvents } from './events.ts'

/**
 * Ends a session, once: whoever comes second changes nothing. What was detected of the breath becomes the session's
 * numbers in the same transaction, and nothing else of the live stream stays.
 */
export async function endSession(db: Pool, ending: Ending): Promise<void> {
  await db.transaction((tx) => endSessionIn(tx, ending))
}

/** The same in a transaction that does more. */
export async function endSessionIn(tx: Database, ending: Ending): Promise<void> {
  const ended = await markEnded(tx, ending)
  if (!ended) return
  const stream = await dropStream(tx, ending.id)
  if (!ended.store_breath) return
  const metrics = await metricsOf(tx, ending.id, stream)
  if (metrics.total_breaths > 0) await saveMetrics(tx, ending.id, metrics)
}

/**
 * As the detector counted. A stream's row does not survive a crash of the database, nor a detector an upgrade; the phases
 * do, and tell of all that was detected before and after.
 */
async function metricsOf(db: Database, sessionId: string, stream: DroppedStream | undefined): Promise<SessionMetrics> {
  const counted = sessionMetricsSchema.safeParse(stream?.metrics)
  if (counted.success && !stream?.began_anew) return counted.data
  return metricsOfEvents(await selectAllEvents(db, sessionId), stream?.clock_origin)
}
