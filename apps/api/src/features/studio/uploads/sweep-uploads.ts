import { type ObjectStore, UPLOAD_LIFE_MS } from '@better-and-bliss/object-store'
import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import { discardBytes } from './parts-of.ts'
import { deleteStale } from './upload-queries.ts'

export const SWEEP_UPLOADS_EVERY_MS = 10 * 60_000
const DAY_MS = 86_400_000
/** An upload that nobody has gone on with for so long is given up. */
export const UPLOAD_PATIENCE_MS = 2 * DAY_MS
/** And one that is not through by then, before the store forgets its parts. */
const LONGEST_MS = UPLOAD_LIFE_MS - DAY_MS
const BATCH_SIZE = 100

/** The worker's round: forgets uploads that were given up, and removes their bytes. */
export async function sweepUploads({
  db,
  store,
  clock,
}: {
  db: Database
  store: ObjectStore
  clock: Clock
}): Promise<void> {
  const nowMs = clock.nowMs()
  const since = { idleSinceMs: nowMs - UPLOAD_PATIENCE_MS, begunBeforeMs: nowMs - LONGEST_MS }
  for (const upload of await deleteStale(db, { ...since, limit: BATCH_SIZE })) await discardBytes(store, upload)
}
