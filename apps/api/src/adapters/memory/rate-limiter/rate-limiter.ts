import type { RateLimiter } from '../../../ports/rate-limiter.ts'
import { askStarter } from './counts-of-processes.ts'
import { windowCounts } from './window-counts.ts'

/** Counts in the memory of this process: what several processes allow adds up, and a restart forgets. */
export function memoryRateLimiter(): RateLimiter {
  const counts = windowCounts()
  return {
    consume: async (key, limit) => counts.consume(key, limit),
    restore: async (key, limit) => counts.restore(key, limit),
    trouble: null,
    [Symbol.asyncDispose]: async () => {},
  }
}

/**
 * Counts in the memory of the process that started ours and others like it (`node:cluster`), for all of them together; that process
 * calls `countForProcesses`. A use that it does not answer to is counted here.
 */
export function sharedRateLimiter(): RateLimiter {
  const insurance = memoryRateLimiter()
  const ask = askStarter()
  return {
    ...insurance,
    consume: async (key, limit) => {
      const uses = await ask('consume', key, limit).catch(() => null)
      return uses ?? insurance.consume(key, limit)
    },
    restore: async (key, limit) => {
      await ask('restore', key, limit).catch(() => insurance.restore(key, limit))
    },
  }
}
