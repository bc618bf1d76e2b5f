import { type SessionMetrics, sessionMetricsSchema } from '@better-and-bliss/breath/protocol'
import type { Database, Pool } from '../../db/database.ts'
import { dropStream, type Ending, markEnded, saveMetrics } from './end-queries.ts'
import { metricsOfEvents } from './event-metrics.ts'
import { selectAllEvents } from './events.ts'

/**
 * Ends a session, once: whoever comes second changes nothing. What was heard of the breath becomes the session's
 * numbers in the same transaction, and nothing else of the live stream stays.
 */
export async function endSession(db: Pool, ending: Ending): Promise<void> {
  await db.transaction(async (tx) => {
    const ended = await markEnded(tx, ending)
    if (!ended) return
    const counted = await dropStream(tx, ending.id)
    if (!ended.store_breath) return
    const metrics = await metricsOf(tx, ending.id, counted)
    if (metrics.total_breaths > 0) await saveMetrics(tx, ending.id, metrics)
  })
}

/** As the detector counted; a stream's row does not survive a crash of the database, the phases do. */
async function metricsOf(db: Database, sessionId: string, counted: unknown): Promise<SessionMetrics> {
  const stored = sessionMetricsSchema.safeParse(counted)
  return stored.success ? stored.data : metricsOfEvents(await selectAllEvents(db, sessionId))
}
