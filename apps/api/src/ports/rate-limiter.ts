import type { RateLimit } from '@better-and-bliss/settings'

export type { RateLimit }

/** What became of a use. `used` is how many there were in its window, itself and the refused ones among them. */
export type Consumption = { allowed: true; used: number } | { allowed: false; used: number; retryAfterSeconds: number }

/**
 * Counts uses by key, in windows of time. A key counts by itself for each limit that it is held against; who holds two
 * kinds of use against the same limit tells them apart in the key.
 */
export interface RateLimiter {
  /** Counts one more use. */
  consume(key: string, limit: RateLimit): Promise<Consumption>

  /** The last use shall not have counted. */
  restore(key: string, limit: RateLimit): Promise<void>
}
