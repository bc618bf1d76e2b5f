import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.ts'

/** Counts in the memory of this process: what several processes allow adds up, and a restart forgets. */
export function memoryRateLimiter(): RateLimiter {
  const counters = new Map<string, RateLimiterMemory>()

  function counterOf({ points, durationSeconds }: RateLimit): RateLimiterMemory {
    const name = `${points}/${durationSeconds}`
    const counter = counters.get(name) ?? new RateLimiterMemory({ points, duration: durationSeconds })
    counters.set(name, counter)
    return counter
  }

  return {
    async consume(key, limit) {
      // The library rejects with its answer when there are too many.
      const { consumedPoints: used, msBeforeNext } = await counterOf(limit)
        .consume(key)
        .catch((refusal: RateLimiterRes) => refusal)
      return { allowed: used <= limit.points, used, resetSeconds: Math.ceil(msBeforeNext / 1000) }
    },
    async restore(key, limit) {
      const counter = counterOf(limit)
      const { consumedPoints } = await counter.reward(key)
      // The library goes below zero, which would allow more than the limit later.
      if (consumedPoints < 0) await counter.penalty(key)
    },
    trouble: null,
    [Symbol.asyncDispose]: async () => {},
  }
}
