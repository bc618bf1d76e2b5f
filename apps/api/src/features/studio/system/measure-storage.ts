import type { ObjectStore } from '@better-and-bliss/object-store'
import type { Database } from '../../../db/database.ts'
import type { Clock } from '../../../ports/clock.ts'
import { selectMeasuredAt, upsertUsage } from './worker-queries.ts'

export const MEASURE_STORAGE_EVERY_MS = 5 * 60_000
/** It looks at every object: a disk does so by the way, a bucket is paid for it. */
const FRESH_MS = { disk: 0, s3: 6 * 3_600_000 }

/** Measures how much is stored, unless somebody did so lately. */
export async function measureStorage({
  db,
  store,
  settings,
  clock,
}: {
  db: Database
  store: ObjectStore
  settings: { store: { kind: keyof typeof FRESH_MS } }
  clock: Clock
}): Promise<void> {
  const measuredAt = await selectMeasuredAt(db)
  if (measuredAt && clock.nowMs() - measuredAt.getTime() < FRESH_MS[settings.store.kind]) return
  await upsertUsage(db, { ...(await store.usage()), nowMs: clock.nowMs() })
}
