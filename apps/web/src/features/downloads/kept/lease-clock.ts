import type { Download } from './download.ts'

/**
 * The time by which a lease runs out: it never goes back, whatever the device's clock does, and goes on by what a page that is
 * open has lasted.
 */
interface LeaseClock {
  nowMs(): number
}

interface Parts {
  lastSeenMs: number
  /** The device's clock. */
  clockMs: () => number
  /** Since the page was opened; nobody sets it. */
  monotonicMs: () => number
}

export function leaseClock({ lastSeenMs, clockMs, monotonicMs }: Parts): LeaseClock {
  let seen = { atMs: lastSeenMs, monotonicMs: monotonicMs() }
  return {
    nowMs: () => {
      const monotonic = monotonicMs()
      const atMs = Math.max(clockMs(), seen.atMs + monotonic - seen.monotonicMs)
      seen = { atMs, monotonicMs: monotonic }
      return atMs
    },
  }
}

export function browserLeaseClock({ lastSeenMs }: Pick<Download, 'lastSeenMs'>): LeaseClock {
  return leaseClock({ lastSeenMs, clockMs: Date.now, monotonicMs: () => performance.now() })
}
