import { expect, test } from 'vitest'
import { integratedLoudness } from './loudness.ts'
import { SAMPLE_RATE, type Stereo } from './stereo.ts'

function tone(seconds: number, levelDb: number, sides: 'both' | 'left' = 'both'): Stereo {
  const gain = 10 ** (levelDb / 20)
  const left = Float32Array.from(
    { length: seconds * SAMPLE_RATE },
    (_, n) => gain * Math.sin((2 * Math.PI * 997 * n) / SAMPLE_RATE),
  )
  return { left, right: sides === 'both' ? left.slice() : new Float32Array(left.length) }
}

test('a full-scale sine of 997 Hz in one channel measures -3.01 LUFS, as ITU-R BS.1770 demands', () => {
  expect(integratedLoudness(tone(3, 0, 'left'))).toBeCloseTo(-3.01, 1)
})

test('a sine at -23 dBFS in both channels measures -23 LUFS, as EBU Tech 3341 demands', () => {
  expect(integratedLoudness(tone(3, -23))).toBeCloseTo(-23, 1)
})

test('long pauses do not count', () => {
  const { left, right } = tone(3, -20)
  const withPause = (samples: Float32Array) => {
    const longer = new Float32Array(samples.length * 3)
    longer.set(samples)
    return longer
  }
  const loudness = integratedLoudness({ left: withPause(left), right: withPause(right) })
  expect(Math.abs(loudness + 20)).toBeLessThan(0.3)
})
