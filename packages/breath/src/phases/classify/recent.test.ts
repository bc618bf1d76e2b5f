import { expect, test } from 'vitest'
import { type BurstSound, newRecentBursts, noteBurst, persistenceOf } from './recent.ts'

const burst = (onsetMs: number, more: Partial<BurstSound> = {}): BurstSound => ({
  onsetMs,
  durationMs: 1500,
  topDb: 20,
  octaves: 0.5,
  strangeness: 0,
  ...more,
})

function persistence(before: readonly BurstSound[], now: BurstSound) {
  const recent = newRecentBursts()
  for (const sound of before) noteBurst(recent, sound)
  return persistenceOf(recent, now)
}

test('bursts of one sound at one pace are periodic, the same ones at random are not, nor are others at one pace', () => {
  const even = persistence([burst(0), burst(4000), burst(8000)], burst(12_000))
  const uneven = persistence([burst(0), burst(7000), burst(8500)], burst(12_000))
  const unlike = persistence(
    [burst(0, { topDb: 40 }), burst(4000, { octaves: 2 }), burst(8000, { topDb: 5 })],
    burst(12_000),
  )
  expect(even.periodicity).toBeGreaterThan(0.95)
  expect(uneven.periodicity).toBeLessThan(0.6)
  expect(unlike.periodicity).toBeLessThan(0.05)
})

test('what is longer ago than half a minute, or than sixteen bursts, counts no more', () => {
  expect(persistence([burst(0)], burst(31_000)).alike).toBe(0)
  const many = Array.from({ length: 40 }, (_, index) => burst(500 * index))
  expect(persistence(many, burst(20_000)).alike).toBeCloseTo(16, 5)
})

test('the silence before a burst is told in octaves of a second', () => {
  expect(persistence([burst(0)], burst(3500)).gapOctaves).toBe(1)
  expect(persistence([], burst(3500)).gapOctaves).toBe(4)
})
