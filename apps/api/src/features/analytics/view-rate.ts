import { mostRecent } from '../../most-recent.ts'
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.ts'

/** Who begins more items than people do. */
export interface ViewRate {
  /** @returns whether a report of an item may count. One that goes on with what counted already takes nothing. */
  allows(report: { viewer: string; address: string | null; contentId: string }): Promise<boolean>
}

/** Items that are begun. Behind one address there may be a school. */
const LIMITS: Record<'viewer' | 'address', RateLimit> = {
  viewer: { points: 60, durationSeconds: 3600 },
  address: { points: 600, durationSeconds: 3600 },
}
const MOST_KNOWN = 20_000

export function viewRate(rateLimiter: Pick<RateLimiter, 'consume'>): ViewRate {
  const begun = mostRecent<string, true>(MOST_KNOWN)
  return {
    allows: async ({ viewer, address, contentId }) => {
      const key = `${viewer} ${contentId}`
      if (begun.get(key)) return true
      const [ofViewer, ofAddress] = await Promise.all([
        rateLimiter.consume(`view ${viewer}`, LIMITS.viewer),
        address === null ? null : rateLimiter.consume(`view ${address}`, LIMITS.address),
      ])
      if (!ofViewer.allowed || ofAddress?.allowed === false) return false
      begun.set(key, true)
      return true
    },
  }
}
