import type { Changes } from '../../../db/changes.ts'
import type { Database } from '../../../db/database.ts'
import { hasEnded, type MediaJob, selectMediaJob } from './media-job-queries.ts'

/**
 * Follows a transcode until it is completed or failed.
 *
 * @param onChange gets every state that was seen, the last one included.
 * @throws Error when the job does not exist (any more).
 */
export async function watchMediaJob(
  { db, changes }: { db: Database; changes: Changes },
  id: string,
  onChange: (job: MediaJob) => void,
): Promise<MediaJob> {
  const { promise, resolve, reject } = Promise.withResolvers<MediaJob>()
  let looking: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    const job = await selectMediaJob(db, id)
    if (!job) throw new Error('The item was deleted while it was converted')
    onChange(job)
    if (hasEnded(job)) resolve(job)
  }

  const lookAgain = () => {
    looking = looking.then(look).catch(reject)
  }
  changes.on(
    'media_job_changed',
    ({ jobId }) => {
      if (jobId === id) lookAgain()
    },
    lookAgain,
  )
  lookAgain()
  return promise
}
