import type { Changes } from '../../../db/changes.ts'
import type { Pool } from '../../../db/database.ts'
import type { JobContext, JobPayloads, JobQueue } from '../../../ports/job-queue.ts'
import type { Logger } from '../../../ports/logger.ts'
import { resourceUnavailable } from '../../../ports/resource-unavailable.ts'
import type { Transcoder } from '../../../ports/transcoder.ts'
import { cancellableAttempts } from './cancellable-attempts.ts'
import { hasEarlierJob } from './conversion-queries.ts'
import {
  failMediaJob,
  hasEnded,
  type MediaJob,
  postponeMediaJob,
  saveExternalId,
  selectMediaJob,
  startMediaJob,
} from './media-job-queries.ts'
import { UNEXPLAINED_ATTEMPTS } from './transcode-events.ts'

/** A conversion waits so long for one before it, and looks again. */
const LOOK_AGAIN_SECONDS = 3

interface StartParts {
  db: Pool
  queue: Pick<JobQueue, 'add'>
  changes: Pick<Changes, 'on'>
  transcoder: Transcoder
  log: Logger
}

/** The worker's job: starts an attempt at a media job, whose events tell the rest. Doing it twice leads to the same result. */
export function startTranscode({ db, queue, changes, transcoder, log }: StartParts) {
  const attempts = cancellableAttempts({ db, changes })
  return async ({ mediaJobId, attempt }: JobPayloads['transcode'], context: JobContext): Promise<void> => {
    const waiting = await selectMediaJob(db, mediaJobId)
    if (!waiting || hasEnded(waiting)) return
    // Another job of the queue starts the attempt that has come after this one.
    if (attempt !== undefined && attempt !== waiting.attempt) return
    if (await hasEarlierJob(db, waiting)) {
      const payload = { mediaJobId, ...(attempt !== undefined && { attempt }) }
      return queue.add(db, 'transcode', payload, { afterSeconds: LOOK_AGAIN_SECONDS })
    }
    const job = await startMediaJob(db, mediaJobId)
    if (!job) return
    using running = attempts.begin(job)
    const signal = AbortSignal.any([context.signal, running.cancelled])
    try {
      const externalId = await transcoder.start(
        {
          mediaJobId,
          idempotencyKey: job.idempotency_key,
          outputId: job.output_id ?? job.content_id,
          sourceKey: job.source_key,
          pictureKey: job.picture_key,
          captions: job.captions,
          sounds: job.sounds,
        },
        signal,
      )
      const isWanted = await saveExternalId(db, job.idempotency_key, externalId)
      if (!isWanted) await cancelAttempt({ transcoder, log }, job, externalId)
    } catch (error) {
      if (running.cancelled.aborted) return cancelAttempt({ transcoder, log }, job, null)
      if (signal.aborted) throw error
      log.error({ err: error, mediaJobId, attempt: context.attempt }, 'A transcode could not be started')
      await postponeOrFail(db, job, error, context)
    }
  }
}

/** It was cancelled while it began elsewhere: nobody else knows of it. */
async function cancelAttempt(
  { transcoder, log }: Pick<StartParts, 'transcoder' | 'log'>,
  { id, idempotency_key: idempotencyKey, source_key: sourceKey }: MediaJob,
  externalId: string | null,
): Promise<void> {
  await transcoder.cancel({ externalId, idempotencyKey, sourceKey }).catch((error: unknown) => {
    log.error({ err: error, mediaJobId: id }, 'A transcode was cancelled, and may go on')
  })
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
