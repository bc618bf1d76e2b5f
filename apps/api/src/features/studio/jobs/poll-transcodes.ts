import type { Pool } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { Transcoder } from '../../../ports/transcoder.ts'
import { takeSilentJobs } from './media-job-queries.ts'

export const POLL_TRANSCODES_EVERY_MS = 60_000
/** Many times the pause between two events of a transcode that goes on. */
const SILENT_MS = 10 * 60_000
const BATCH_SIZE = 20

/**
 * The worker's round: asks what has become of attempts that happen elsewhere and of which nothing was heard for ten minutes, since
 * an event may have been lost. Each is asked for by one worker, and again in ten minutes.
 */
export async function pollTranscodes(parts: {
  db: Pool
  transcoder: Transcoder
  clock: Clock
  log: Logger
}): Promise<void> {
  const { db, transcoder, clock, log } = parts
  const nowMs = clock.nowMs()
  for (const job of await takeSilentJobs(db, { nowMs, heardBeforeMs: nowMs - SILENT_MS, limit: BATCH_SIZE })) {
    try {
      await transcoder.poll({ externalId: job.external_job_id, idempotencyKey: job.idempotency_key })
    } catch (error) {
      log.warn({ err: error, mediaJobId: job.id }, 'Nobody can tell what has become of a transcode')
    }
  }
}
