import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import { NOTE_WORKER_EVERY_MS } from './note-worker.ts'
import { isWorkerSince } from './worker-queries.ts'

/** Six notes that are missing are no hiccup. */
const SILENT_MS = 6 * NOTE_WORKER_EVERY_MS

/**
 * Whether the worker of this host does its work, by what it notes of itself. Where the database cannot be asked it counts as
 * running: to start it anew would mend nothing.
 */
export async function workerRuns({ db, clock, host }: { db: Database; clock: Clock; host: string }): Promise<boolean> {
  return isWorkerSince(db, host, clock.nowMs() - SILENT_MS).catch(() => true)
}
