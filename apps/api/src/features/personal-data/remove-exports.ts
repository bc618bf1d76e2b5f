import { keysIn, type ObjectStore } from '@better-and-bliss/object-store'
import type { Database } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { EXPORTS_FOLDER, exportIdOf } from './export-key.ts'
import { selectLivingExports } from './worker-queries.ts'

export const REMOVE_EXPORTS_EVERY_MS = 10 * 60_000

/** Removes the files of exports that were fetched, have expired, were replaced, or whose member is gone. */
export async function removeExports({
  db,
  store,
  clock,
}: {
  db: Database
  store: ObjectStore
  clock: Clock
}): Promise<void> {
  const keys: string[] = []
  for await (const key of keysIn(store, EXPORTS_FOLDER)) keys.push(key)
  if (keys.length === 0) return
  const living = await selectLivingExports(db, keys.map(exportIdOf), clock.nowMs())
  for (const key of keys) if (!living.has(exportIdOf(key))) await store.delete(key)
}
