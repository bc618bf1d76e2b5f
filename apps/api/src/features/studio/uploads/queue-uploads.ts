import type { Changes } from '../../../db/changes.ts'
import type { Pool } from '../../../db/database.ts'
import type { JobQueue } from '../../../ports/job-queue.ts'
import type { Logger } from '../../../ports/logger.ts'
import { takeAskedRetries } from '../jobs/media-job-queries.ts'
import { queueReceived } from './upload-queries.ts'

/** What a notification does not tell of, because nobody listened, is found after so long. */
export const QUEUE_ASKED_EVERY_MS = 5_000

interface QueueParts {
  db: Pool
  changes: Pick<Changes, 'on'>
  queue: Pick<JobQueue, 'add'>
  log: Logger
}

/**
 * Queues what processes without a queue have asked for, when it is told of it: looks at uploads that have arrived, and attempts at
 * conversions.
 *
 * @returns a round of it, for now and then.
 */
export function queueAsked(parts: QueueParts): () => Promise<void> {
  const { changes, log } = parts
  let round: Promise<void> = Promise.resolve()
  const look = () => {
    round = round
      .then(() => queueAll(parts))
      .catch((error: unknown) => log.warn({ err: error }, 'Uploads cannot be queued now'))
    return round
  }
  const told = () => void look()
  changes.on('upload_changed', told, told)
  changes.on('media_job_changed', told, told)
  return look
}

/** In a transaction each: whoever holds a row of one kind keeps nothing of the other from being queued. */
async function queueAll({ db, queue }: QueueParts): Promise<void> {
  await db.transaction(async (tx) => {
    for (const { id } of await queueReceived(tx)) await queue.add(tx, 'take_upload', { uploadId: id })
  })
  await db.transaction(async (tx) => {
    for (const { id, attempt } of await takeAskedRetries(tx))
      await queue.add(tx, 'transcode', { mediaJobId: id, attempt })
  })
}
