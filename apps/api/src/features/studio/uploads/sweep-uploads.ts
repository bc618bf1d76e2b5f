import { type ObjectStore, UPLOAD_LIFE_MS } from '@better-and-bliss/object-store'
import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import { discardBytes } from './parts-of.ts'
import { deleteStale } from './upload-queries.ts'

const DAY_MS = 86_400_000
/** An upload that is not through by then is given up, before the store forgets its parts. */
const LONGEST_MS = UPLOAD_LIFE_MS - DAY_MS
const BATCH_SIZE = 100

interface Parts {
  db: Database
  store: ObjectStore
  clock: Clock
  /** An upload that nobody has gone on with for so long is given up. */
  keepDays: number
}

/** A part of retention: forgets uploads that were given up, and removes their bytes. */
export async function sweepUploads({ db, store, clock, keepDays }: Parts): Promise<void> {
  const nowMs = clock.nowMs()
  const since = { idleSinceMs: nowMs - keepDays * DAY_MS, begunBeforeMs: nowMs - LONGEST_MS }
  let stale: Awaited<ReturnType<typeof deleteStale>>
  do {
    stale = await deleteStale(db, { ...since, limit: BATCH_SIZE })
    for (const upload of stale) await discardBytes(store, upload)
  } while (stale.length === BATCH_SIZE)
}
