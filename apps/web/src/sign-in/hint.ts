import type { KeyValueStore } from '../api/local-storage.ts'

/**
 * What the page may know of a sign-in whose cookies it cannot read: that there is one, until when its access token is
 * good, and whose it is, so that what is done without a network is theirs. Holds nothing secret; all tabs share it.
 */
export interface SignInHint {
  /** Unix milliseconds; null when nobody has signed in here. */
  accessExpiresAtMs(): number | null
  keep(accessExpiresAtMs: number): void
  /** Id of whoever is signed in, as far as this page was told; null for nobody. */
  memberId(): string | null
  keepMember(id: string): void
  clear(): void
}

export const HINT_KEY = 'bliss.session'
const MEMBER_KEY = 'bliss.member'

export function signInHint(storage: KeyValueStore): SignInHint {
  return {
    accessExpiresAtMs: () => {
      const kept = Number(storage.getItem(HINT_KEY) ?? Number.NaN)
      return Number.isFinite(kept) ? kept : null
    },
    keep: (accessExpiresAtMs) => storage.setItem(HINT_KEY, String(accessExpiresAtMs)),
    memberId: () => (storage.getItem(HINT_KEY) === null ? null : storage.getItem(MEMBER_KEY)),
    keepMember: (id) => storage.setItem(MEMBER_KEY, id),
    clear: () => {
      storage.removeItem(HINT_KEY)
      storage.removeItem(MEMBER_KEY)
    },
  }
}
