import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import { deleteWorker, upsertWorker } from './worker-queries.ts'

export const NOTE_WORKER_EVERY_MS = 10_000

interface Parts {
  db: Database
  clock: Clock
  /** Names it; another one for each start. */
  id: string
  host: string
  version: string
}

/** Says that this worker runs. @returns what says so again, and takes it back at its end. */
export function workerNotes({ db, clock, ...worker }: Parts) {
  const startedAtMs = clock.nowMs()
  return {
    note: () => upsertWorker(db, { ...worker, startedAtMs, nowMs: clock.nowMs() }),
    [Symbol.asyncDispose]: () => deleteWorker(db, worker.id),
  }
}
