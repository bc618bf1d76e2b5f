import { expect, test } from 'vitest'
import { createResampler } from './resample.ts'

function tone(hz: number, rateHz: number, seconds: number): Float32Array {
  return Float32Array.from({ length: rateHz * seconds }, (_, index) => Math.sin((2 * Math.PI * hz * index) / rateHz))
}

function resampled(sound: Float32Array, fromHz: number, pieces: number): number[] {
  const resampler = createResampler(fromHz, 16_000)
  const out: number[] = []
  for (let at = 0; at < sound.length; at += pieces) out.push(...resampler.push(sound.subarray(at, at + pieces)))
  return out
}

function loudness(samples: readonly number[]): number {
  const middle = samples.slice(800, -800)
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length)
}

test.each([44_100, 48_000])('a second at %i Hz becomes a second at 16 kHz', (rateHz) => {
  expect(Math.abs(resampled(tone(440, rateHz, 1), rateHz, 128).length - 16_000)).toBeLessThan(40)
})

test('a breath’s frequencies pass as loud as they came', () => {
  for (const hz of [100, 1_000, 6_000])
    expect(loudness(resampled(tone(hz, 48_000, 0.5), 48_000, 128))).toBeCloseTo(Math.SQRT1_2, 2)
})

test('what the lower rate cannot hold does not fold back into it', () => {
  for (const hz of [9_000, 12_000]) expect(loudness(resampled(tone(hz, 48_000, 0.5), 48_000, 128))).toBeLessThan(0.005)
})

test('the size of the pieces makes no difference', () => {
  const sound = tone(700, 44_100, 0.1)
  const whole = resampled(sound, 44_100, sound.length)
  const inPieces = resampled(sound, 44_100, 128)
  expect(inPieces).toHaveLength(whole.length)
  for (const [index, sample] of whole.entries()) expect(inPieces[index]).toBeCloseTo(sample, 5)
})
