import type { KeyValueStore } from '../../../api/local-storage.ts'

/**
 * The stream that this tab played last. Its end may be on its way still when the next one is asked for: that one takes its
 * place in any case.
 */
export interface LeftStream {
  keep(sessionId: string): void
  /** @returns it once; undefined where there is none. */
  take(): string | undefined
}

const KEY = 'bliss.left-stream'

/** `storage`: of this tab alone. */
export function leftStream(storage: KeyValueStore): LeftStream {
  return {
    keep: (sessionId) => storage.setItem(KEY, sessionId),
    take: () => {
      const sessionId = storage.getItem(KEY) ?? undefined
      storage.removeItem(KEY)
      return sessionId
    },
  }
}
