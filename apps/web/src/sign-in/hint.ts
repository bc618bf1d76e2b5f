import type { KeyValueStore } from '../api/local-storage.ts'

/**
 * What the page may know of a sign-in whose cookies it cannot read: that there is one, and until when its access token
 * is good. Holds nothing secret; all tabs share it.
 */
export interface SignInHint {
  /** Unix milliseconds; null when nobody has signed in here. */
  accessExpiresAtMs(): number | null
  keep(accessExpiresAtMs: number): void
  clear(): void
}

export const HINT_KEY = 'bliss.session'

export function signInHint(storage: KeyValueStore): SignInHint {
  return {
    accessExpiresAtMs: () => {
      const kept = Number(storage.getItem(HINT_KEY) ?? Number.NaN)
      return Number.isFinite(kept) ? kept : null
    },
    keep: (accessExpiresAtMs) => storage.setItem(HINT_KEY, String(accessExpiresAtMs)),
    clear: () => storage.removeItem(HINT_KEY),
  }
}
