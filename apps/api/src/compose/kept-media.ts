import type { ObjectStore } from '@better-and-bliss/object-store'
import { openStore } from '@better-and-bliss/object-store/open'
import type { StudioSettings } from '@better-and-bliss/settings'

/** A command waits longer than a member. */
const STORE_TIMEOUT_MS = 30_000

/** The store of media, for a backup. */
export function openKeptMedia({ store }: Pick<StudioSettings, 'store'>): Promise<ObjectStore> {
  return openStore(store, { timeoutMs: STORE_TIMEOUT_MS })
}
