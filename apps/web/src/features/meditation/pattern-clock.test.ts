import { expect, test } from 'vitest'
import { momentOf } from './pattern-clock.ts'
import { countWords, cycleMs, patternsWith } from './patterns.ts'

const box = { inhale_ms: 4000, hold_in_ms: 4000, exhale_ms: 4000, hold_out_ms: 4000 }
const own = { inhale_ms: 500, hold_in_ms: 0, exhale_ms: 1500, hold_out_ms: 0 }

test('a box goes in, holds, out, holds, and begins anew', () => {
  const steps = [0, 3999, 4000, 8000, 12_000, 15_999, 16_000].map((ms) => momentOf(box, ms))
  expect(steps.map(({ step }) => step)).toEqual(['in', 'in', 'hold-in', 'out', 'hold-out', 'hold-out', 'in'])
  expect(steps.map(({ cycle }) => cycle)).toEqual([0, 0, 0, 0, 0, 0, 1])
})

test('the lungs fill while breathing in, stay in holds, and empty while breathing out', () => {
  expect(momentOf(box, 0).fullness).toBe(0)
  expect(momentOf(box, 2000).fullness).toBeCloseTo(0.5)
  expect(momentOf(box, 6000).fullness).toBe(1)
  expect(momentOf(box, 10_000).fullness).toBeCloseTo(0.5)
  expect(momentOf(box, 14_000).fullness).toBe(0)
})

test('what remains of a step counts down to its end', () => {
  expect(momentOf(box, 5000)).toMatchObject({ remainingMs: 3000, share: 0.25 })
})

test('holds of no length are skipped', () => {
  expect([0, 499, 500, 1999, 2000].map((ms) => momentOf(own, ms).step)).toEqual(['in', 'in', 'out', 'out', 'in'])
})

test('before it has begun a pattern waits at its first inhale', () => {
  expect(momentOf(box, -500)).toMatchObject({ step: 'in', cycle: 0, fullness: 0 })
})

test('no moment of a long session is without a step, whatever the rounding', () => {
  const odd = { inhale_ms: 5500, hold_in_ms: 0, exhale_ms: 5500, hold_out_ms: 0 }
  for (let ms = 0; ms < 3_600_000; ms += 1237.3) {
    const { share, fullness } = momentOf(odd, ms)
    expect(share >= 0 && share < 1 && fullness >= 0 && fullness <= 1).toBe(true)
  }
})

test('patterns are named by their counts, and every one but the first has a target', () => {
  const patterns = patternsWith(own, [])
  expect(patterns.map(({ target }) => target && countWords(target))).toEqual([
    null,
    '4 · 4 · 4 · 4',
    '4 · 7 · 8',
    '5.5 · 5.5',
    '0.5 · 1.5',
  ])
  expect(cycleMs(box)).toBe(16_000)
})
