import { afterEach, beforeEach, vi } from 'vitest'
import { rateLimiterContract } from '../../../ports/rate-limiter.contract-test.ts'
import { memoryRateLimiter } from './rate-limiter.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

rateLimiterContract('The memory', async () => ({
  limiter: memoryRateLimiter(),
  pass: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
}))
