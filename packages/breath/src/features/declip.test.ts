import { expect, test } from 'vitest'
import { createRandom } from '../../synthesis/index.ts'
import { rebuildPeaks } from './declip.ts'
import { BINS, powerSpectrum } from './spectrum.ts'

const LENGTH = 512
const LIMIT = 32_767

const cut = (sound: Float64Array) => sound.map((value) => Math.max(-LIMIT, Math.min(LIMIT, value)))
const errorOf = (sound: Float64Array, truth: Float64Array) =>
  Math.hypot(...sound.map((value, index) => value - (truth[index] ?? 0)))

/** The power above 2.5 kHz. */
function hissOf(sound: Float64Array): number {
  const power = new Float64Array(BINS)
  powerSpectrum(
    Int16Array.from(sound, (value) => value / 4),
    0,
    false,
    power,
  )
  return power.subarray(80).reduce((sum, value) => sum + value, 0)
}

test.each([110, 250, 600])('peaks of a thump of %i Hz that were cut off are rebuilt, and hiss no more', (hz) => {
  const random = createRandom(hz)
  const truth = new Float64Array(LENGTH).map(
    (_, n) => 1.4 * LIMIT * Math.sin((2 * Math.PI * hz * n) / 16_000 + 0.5) + 30 * random.normal(),
  )
  const rebuilt = cut(truth)
  const before = { error: errorOf(rebuilt, truth), hiss: hissOf(rebuilt) }
  rebuildPeaks(rebuilt)
  expect(errorOf(rebuilt, truth)).toBeLessThan(before.error / 2)
  expect(before.hiss).toBeGreaterThan(10 * hissOf(truth))
  expect(hissOf(rebuilt)).toBeLessThan(2 * hissOf(truth))
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
