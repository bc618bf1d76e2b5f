import { beforeEach, describe, expect, it } from 'vitest'
import type { RateLimiter } from './rate-limiter.ts'

/**
 * What every rate limiter owes, wherever it counts.
 *
 * @param open gives one that has counted nothing, and a way to let its time pass.
 */
export function rateLimiterContract(
  name: string,
  open: () => Promise<{ limiter: RateLimiter; pass(ms: number): Promise<void> }>,
): void {
  describe(`${name} as a rate limiter`, () => {
    const twice = { points: 2, durationSeconds: 60 }
    let limiter: RateLimiter
    let pass: (ms: number) => Promise<void>

    beforeEach(async () => {
      ;({ limiter, pass } = await open())
    })

    it('allows so many uses, and says how long the next one must wait', async () => {
      expect(await limiter.consume('ada', twice)).toEqual({ allowed: true, used: 1 })
      expect(await limiter.consume('ada', twice)).toEqual({ allowed: true, used: 2 })
      expect(await limiter.consume('ada', twice)).toEqual({ allowed: false, used: 3, retryAfterSeconds: 60 })
    })

    it('opens again when its window has passed: nobody is locked out for good', async () => {
      for (let use = 0; use < 3; use += 1) await limiter.consume('ada', twice)
      await pass(59_000)
      expect(await limiter.consume('ada', twice)).toEqual({ allowed: false, used: 4, retryAfterSeconds: 1 })
      await pass(1_001)
      expect(await limiter.consume('ada', twice)).toEqual({ allowed: true, used: 1 })
    })

    it('counts each key by itself, and a key by itself for each limit', async () => {
      const once = { points: 1, durationSeconds: 60 }
      await limiter.consume('ada', once)
      expect(await limiter.consume('grace', once)).toEqual({ allowed: true, used: 1 })
      expect(await limiter.consume('ada', twice)).toEqual({ allowed: true, used: 1 })
      expect(await limiter.consume('ada', once)).toMatchObject({ allowed: false, used: 2 })
    })

    it('takes a use back', async () => {
      for (let use = 0; use < 2; use += 1) await limiter.consume('ada', twice)
      await limiter.restore('ada', twice)
      expect(await limiter.consume('ada', twice)).toEqual({ allowed: true, used: 2 })
    })

    it('gives no credit for a use that was never counted', async () => {
      for (let time = 0; time < 3; time += 1) await limiter.restore('ada', twice)
      expect(await limiter.consume('ada', twice)).toEqual({ allowed: true, used: 1 })
    })

    it('counts every use of many that come at once', async () => {
      const uses = await Promise.all(Array.from({ length: 10 }, () => limiter.consume('ada', twice)))
      expect(uses.filter(({ allowed }) => allowed)).toHaveLength(2)
      expect(new Set(uses.map(({ used }) => used)).size).toBe(10)
    })
  })
}
