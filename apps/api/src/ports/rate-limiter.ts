import type { RateLimit } from '@better-and-bliss/settings'

export type { RateLimit }

/** What became of a use. */
export interface Consumption {
  allowed: boolean
  /** How many there were in its window, itself and the refused ones among them. */
  used: number
  /** When the window ends and all may be used again. */
  resetSeconds: number
}

/**
 * Counts uses by key, in windows of time. A key counts by itself for each limit that it is held against; who holds two
 * kinds of use against the same limit tells them apart in the key.
 */
export interface RateLimiter extends AsyncDisposable {
  /** Counts one more use. */
  consume(key: string, limit: RateLimit): Promise<Consumption>

  /** The last use shall not have counted. */
  restore(key: string, limit: RateLimit): Promise<void>

  /**
   * What is wrong with where uses are counted for all processes, in words for the person who runs the system; null when
   * nothing is. Uses are counted all the same. Null where this process counts by itself.
   */
  trouble: (() => Promise<string | null>) | null
}
