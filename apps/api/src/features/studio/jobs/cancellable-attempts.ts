import type { Changes } from '../../../db/changes.ts'
import type { Database } from '../../../db/database.ts'
import { type MediaJob, selectMediaJob } from './media-job-queries.ts'

interface Attempt {
  job: MediaJob
  cancelling: AbortController
}

/** Attempts that run in this process, each with a signal for when somebody cancels it in another one. */
export function cancellableAttempts({ db, changes }: { db: Database; changes: Pick<Changes, 'on'> }) {
  const running = new Set<Attempt>()
  const look = async ({ job, cancelling }: Attempt) => {
    const now = await selectMediaJob(db, job.id).catch(() => job)
    if (now?.state === 'cancelled' || now?.idempotency_key !== job.idempotency_key) cancelling.abort()
  }
  const lookAt = (which: (attempt: Attempt) => boolean) => {
    for (const attempt of running) if (which(attempt)) void look(attempt)
  }
  changes.on(
    'media_job_changed',
    ({ jobId }) => lookAt(({ job }) => job.id === jobId),
    () => lookAt(() => true),
  )

  return {
    begin(job: MediaJob): { cancelled: AbortSignal } & Disposable {
      const attempt = { job, cancelling: new AbortController() }
      running.add(attempt)
      void look(attempt)
      return {
        cancelled: attempt.cancelling.signal,
        [Symbol.dispose]: () => void running.delete(attempt),
      }
    },
  }
}
