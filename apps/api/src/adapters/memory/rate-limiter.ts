import {
  RateLimiterCluster,
  RateLimiterClusterMaster,
  RateLimiterMemory,
  type RateLimiterRes,
} from 'rate-limiter-flexible'
import type { RateLimit, RateLimiter } from '../../ports/rate-limiter.ts'

/** Counts in the memory of this process: what several processes allow adds up, and a restart forgets. */
export function memoryRateLimiter(): RateLimiter {
  return rateLimiterBy(
    ({ points, durationSeconds }) => new RateLimiterMemory({ points, duration: durationSeconds }),
    (refusal: RateLimiterRes) => refusal,
  )
}

/** The process that started ours answers at once, or is no more. */
const ANSWER_MS = 1_000

/**
 * Counts in the memory of the process that started ours and others like it (`node:cluster`), for all of them together; that process
 * calls `countForProcesses`. A use that it does not answer to is counted here.
 */
export function sharedRateLimiter(): RateLimiter {
  const insurance = memoryRateLimiter()
  const shared = rateLimiterBy(
    ({ points, durationSeconds }) =>
      new RateLimiterCluster({
        keyPrefix: `${points}/${durationSeconds}`,
        points,
        duration: durationSeconds,
        timeoutMs: ANSWER_MS,
      }),
    (refusal: RateLimiterRes | Error) => {
      if (refusal instanceof Error) throw refusal
      return refusal
    },
  )
  return {
    ...shared,
    consume: (key, limit) => shared.consume(key, limit).catch(() => insurance.consume(key, limit)),
    restore: (key, limit) => shared.restore(key, limit).catch(() => insurance.restore(key, limit)),
  }
}

/** Counts for the processes that ours starts. */
export function countForProcesses(): void {
  new RateLimiterClusterMaster()
}

type Counter = RateLimiterMemory | RateLimiterCluster

/** @param answerOf what the library rejects with when there are too many is its answer. */
function rateLimiterBy<Refusal>(
  make: (limit: RateLimit) => Counter,
  answerOf: (refusal: Refusal) => RateLimiterRes,
): RateLimiter {
  const counters = new Map<string, Counter>()

  function counterOf(limit: RateLimit): Counter {
    const name = `${limit.points}/${limit.durationSeconds}`
    const counter = counters.get(name) ?? make(limit)
    counters.set(name, counter)
    return counter
  }

  return {
    async consume(key, limit) {
      const { consumedPoints: used, msBeforeNext } = await counterOf(limit).consume(key).catch(answerOf)
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
