import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../random.ts'
import { PEAK_CEILING, peakOf } from './master.ts'
import { renderSound, soundNames } from './score.ts'
import { SAMPLE_RATE, type Stereo } from './stereo.ts'

const SECONDS = 6

describe.each(soundNames)('%s', (name) => {
  const sound = renderSound(name, SECONDS, createRandom(7))

  test('is heard, on both sides, and never clips', () => {
    expect(sound.left).toHaveLength(SECONDS * SAMPLE_RATE)
    expect(sound.right).toHaveLength(SECONDS * SAMPLE_RATE)
    expect(sound.left.every(Number.isFinite) && sound.right.every(Number.isFinite)).toBe(true)
    expect(peakOf(sound)).toBeLessThanOrEqual(PEAK_CEILING)
    expect(power(sound.left)).toBeGreaterThan(1e-4)
    expect(power(sound.right)).toBeGreaterThan(1e-4)
  })

  test('begins and ends in silence', () => {
    for (const channel of [sound.left, sound.right]) {
      expect(Math.abs(channel[0] ?? 1)).toBeLessThan(1e-3)
      expect(Math.abs(channel.at(-1) ?? 1)).toBeLessThan(1e-3)
    }
  })

  test('is the same for one seed', () => {
    expect(digest(renderSound(name, SECONDS, createRandom(7)))).toBe(digest(sound))
  })
})

test('another seed makes another sound', () => {
  const [one, other] = [1, 2].map((seed) => digest(renderSound('rain', 1, createRandom(seed))))
  expect(one).not.toBe(other)
})

function power(samples: Float32Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length
}

function digest({ left, right }: Stereo): string {
  return createHash('sha256').update(left).update(right).digest('hex')
}
