import { expect, test } from 'vitest'
import { createRandom } from '../../synthesis/index.ts'
import { rebuildPeaks } from './declip.ts'

const LENGTH = 512
const LIMIT = 32_767

const cut = (sound: Float64Array) => sound.map((value) => Math.max(-LIMIT, Math.min(LIMIT, value)))
const errorOf = (sound: Float64Array, truth: Float64Array) =>
  Math.hypot(...sound.map((value, index) => value - (truth[index] ?? 0)))

test.each([60, 110, 250])('peaks of a thump of %i Hz that were cut off are rebuilt to a fifth of the error', (hz) => {
  const random = createRandom(hz)
  const truth = new Float64Array(LENGTH).map(
    (_, n) => 1.4 * LIMIT * Math.sin((2 * Math.PI * hz * n) / 16_000 + 0.5) + 30 * random.normal(),
  )
  const rebuilt = cut(truth)
  // Runs at the window's very edges have no other side.
  rebuilt.set(truth.subarray(0, 4))
  rebuilt.set(truth.subarray(-200), LENGTH - 200)
  const before = errorOf(rebuilt, truth)
  expect(before).toBeGreaterThan(0)
  rebuildPeaks(rebuilt)
  expect(errorOf(rebuilt, truth)).toBeLessThan(before / 5)
})

test('sound that was not cut off, and nothing but the limit, stay as they are', () => {
  const quiet = new Float64Array(LENGTH).map((_, n) => 20_000 * Math.sin(n / 7))
  const before = quiet.slice()
  rebuildPeaks(quiet)
  expect(quiet).toEqual(before)
  const stuck = new Float64Array(LENGTH).fill(LIMIT)
  rebuildPeaks(stuck)
  expect(stuck.every((value) => value === LIMIT)).toBe(true)
})
