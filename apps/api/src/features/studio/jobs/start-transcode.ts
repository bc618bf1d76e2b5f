import type { Pool } from '../../../db/database.ts'
import type { JobContext, JobPayloads } from '../../../ports/job-queue.ts'
import type { Logger } from '../../../ports/logger.ts'
import { resourceUnavailable } from '../../../ports/resource-unavailable.ts'
import type { Transcoder } from '../../../ports/transcoder.ts'
import {
  failMediaJob,
  type MediaJob,
  postponeMediaJob,
  saveExternalId,
  selectMediaJob,
  startMediaJob,
} from './media-job-queries.ts'
import { UNEXPLAINED_ATTEMPTS } from './transcode-events.ts'

/** The worker's job: starts an attempt at a media job, whose events tell the rest. Doing it twice leads to the same result. */
export function startTranscode({ db, transcoder, log }: { db: Pool; transcoder: Transcoder; log: Logger }) {
  return async ({ mediaJobId, attempt }: JobPayloads['transcode'], context: JobContext): Promise<void> => {
    const { signal } = context
    const job = await selectMediaJob(db, mediaJobId)
    if (!job || job.state === 'completed' || job.state === 'failed') return
    // Another job of the queue starts the attempt that has come after this one.
    if (attempt !== undefined && attempt !== job.attempt) return
    await startMediaJob(db, job)
    try {
      const externalId = await transcoder.start(
        {
          mediaJobId,
          idempotencyKey: job.idempotency_key,
          contentId: job.content_id,
          sourceKey: job.source_key,
          pictureKey: job.picture_key,
          captions: job.captions,
        },
        signal,
      )
      await saveExternalId(db, job.idempotency_key, externalId)
    } catch (error) {
      if (signal.aborted) throw error
      log.error({ err: error, mediaJobId, attempt: context.attempt }, 'A transcode could not be started')
      await postponeOrFail(db, job, error, context)
    }
  }
}

/** What our side lacks may come back, and is waited for as long as the queue tries. @throws error, for the queue to try again. */
async function postponeOrFail(db: Pool, job: MediaJob, error: unknown, { attempt, lastAttempt }: JobContext) {
  const unavailable = resourceUnavailable(error)
  const words = unavailable?.message ?? 'The conversion could not be started.'
  if (lastAttempt || (!unavailable && attempt >= UNEXPLAINED_ATTEMPTS)) {
    return failMediaJob(db, job, `${words} The file is not to blame: add it again later.`)
  }
  await postponeMediaJob(db, job.id, `${words} It is tried again by itself.`)
  throw error
}
