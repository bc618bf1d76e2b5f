import type { KeyValueStore } from '../api/local-storage.ts'

/**
 * What the page may know of a session whose cookies it cannot read: that there is one, and until when its access token
 * is good. Holds nothing secret; all tabs share it.
 */
export interface SessionHint {
  /** Unix milliseconds; null when nobody has signed in here. */
  accessExpiresAtMs(): number | null
  keep(accessExpiresAtMs: number): void
  clear(): void
}

export const HINT_KEY = 'bliss.session'

export function sessionHint(storage: KeyValueStore): SessionHint {
  return {
    accessExpiresAtMs: () => {
      const kept = Number(storage.getItem(HINT_KEY) ?? Number.NaN)
      return Number.isFinite(kept) ? kept : null
    },
    keep: (accessExpiresAtMs) => storage.setItem(HINT_KEY, String(accessExpiresAtMs)),
    clear: () => storage.removeItem(HINT_KEY),
  }
}
