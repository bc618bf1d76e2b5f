import type { LRUCache } from 'lru-cache'
import { mostRecent } from '../../../most-recent.ts'
import type { Consumption, RateLimit } from '../../../ports/rate-limiter.ts'

/** Uses by limit and key. */
export interface WindowCounts {
  consume(key: string, limit: RateLimit): Consumption
  restore(key: string, limit: RateLimit): void
}

interface Window {
  used: number
  endMs: number
}

/** Of each limit; some 300 bytes each. Whoever goes on is used last, and so not forgotten for those who come once. */
const MOST_KEYS = 50_000

/** Counts in windows that begin with a first use. Memory stays as it is, however many come. */
export function windowCounts(mostKeys = MOST_KEYS): WindowCounts {
  const limits = new Map<string, LRUCache<string, Window>>()

  function windowsOf({ points, durationSeconds }: RateLimit): LRUCache<string, Window> {
    const name = `${points}/${durationSeconds}`
    const windows = limits.get(name) ?? mostRecent<string, Window>(mostKeys)
    limits.set(name, windows)
    return windows
  }

  return {
    consume(key, limit) {
      // Whole: the end of a window less its beginning may be a little more than its length where there are fractions.
      const nowMs = Math.floor(performance.now())
      const windows = windowsOf(limit)
      const known = windows.get(key)
      const window = known && known.endMs > nowMs ? known : { used: 0, endMs: nowMs + limit.durationSeconds * 1_000 }
      window.used += 1
      if (window !== known) windows.set(key, window)
      const resetSeconds = Math.ceil((window.endMs - nowMs) / 1_000)
      return { allowed: window.used <= limit.points, used: window.used, resetSeconds }
    },
    restore(key, limit) {
      const window = windowsOf(limit).get(key)
      if (window) window.used = Math.max(0, window.used - 1)
    },
  }
}
