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
    const twice = { points: 2, durationSeconds: 3_600 }
    let limiter: RateLimiter
    let pass: (ms: number) => Promise<void>
    const use = () => limiter.consume('ada', twice)

    beforeEach(async () => {
      ;({ limiter, pass } = await open())
    })

    it('allows so many uses, and says when its window ends', async () => {
      const [first, second, third] = [await use(), await use(), await use()]
      expect([first, second, third]).toMatchObject([
        { allowed: true, used: 1 },
        { allowed: true, used: 2 },
        { allowed: false, used: 3 },
      ])
      for (const { resetSeconds } of [first, second, third]) {
        expect(resetSeconds).toBeGreaterThan(3_500)
        expect(resetSeconds).toBeLessThanOrEqual(3_600)
      }
    })

    it('opens again when its window has passed: nobody is locked out for good', async () => {
      for (let time = 0; time < 3; time += 1) await use()
      await pass(3_500_000)
      const refused = await use()
      expect(refused).toMatchObject({ allowed: false, used: 4 })
      expect(refused.resetSeconds).toBeLessThanOrEqual(100)
      await pass(100_001)
      expect(await use()).toMatchObject({ allowed: true, used: 1 })
    })

    it('counts each key by itself, and a key by itself for each limit', async () => {
      const once = { points: 1, durationSeconds: 3_600 }
      await limiter.consume('ada', once)
      expect(await limiter.consume('grace', once)).toMatchObject({ allowed: true, used: 1 })
      expect(await use()).toMatchObject({ allowed: true, used: 1 })
      expect(await limiter.consume('ada', once)).toMatchObject({ allowed: false, used: 2 })
    })

    it('takes a use back', async () => {
      for (let time = 0; time < 2; time += 1) await use()
      await limiter.restore('ada', twice)
      expect(await use()).toMatchObject({ allowed: true, used: 2 })
    })

    it('gives no credit for a use that was never counted', async () => {
      for (let time = 0; time < 3; time += 1) await limiter.restore('ada', twice)
      expect(await use()).toMatchObject({ allowed: true, used: 1 })
    })

    it('gives back no more than was counted, though many give back while many count', async () => {
      const restore = () => limiter.restore('ada', twice)
      await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? restore() : use())))
      const { used } = await use()
      expect(used).toBeGreaterThanOrEqual(1)
      expect(used).toBeLessThanOrEqual(11)
    })

    it('counts every use of many that come at once', async () => {
      const uses = await Promise.all(Array.from({ length: 10 }, use))
      expect(uses.filter(({ allowed }) => allowed)).toHaveLength(2)
      expect(new Set(uses.map(({ used }) => used)).size).toBe(10)
    })
  })
}
