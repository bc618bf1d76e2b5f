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

test('in and out that differ are even as long as each is like the one before it', () => {
  const breath = (index: number) =>
    burst(2000 * index + (index % 2) * 300, { durationMs: index % 2 ? 1800 : 900, topDb: index % 2 ? 30 : 18 })
  const even = persistence([0, 1, 2, 3, 4].map(breath), breath(5))
  expect(even.lengthUnevenness).toBe(0)
  expect(even.paceUnevenness).toBeCloseTo(0, 5)
  expect(even.levelUnevenness).toBe(0)
  const uneven = persistence(
    [burst(0), burst(1700, { durationMs: 300 }), burst(6000, { durationMs: 700, topDb: 35 }), burst(7000)],
    burst(15_000, { durationMs: 4000, topDb: 8 }),
  )
  expect(uneven.lengthUnevenness).toBeGreaterThan(1)
  expect(uneven.paceUnevenness).toBeGreaterThan(0.3)
  expect(uneven.levelUnevenness).toBeGreaterThan(5)
})

test('with fewer bursts than it takes, nothing is known of how even they are', () => {
  expect(persistence([burst(0)], burst(3000))).toMatchObject({
    lengthUnevenness: 0.5,
    paceUnevenness: 0.5,
    levelUnevenness: 4,
  })
})
