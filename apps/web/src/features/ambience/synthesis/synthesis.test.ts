import { describe, expect, test } from 'vitest'
import { AMBIENT_SOUNDS, type AmbientSound } from '../sounds.ts'
import { PEAK, renderLoop, SAMPLE_RATE } from './index.ts'
import { seededRandom } from './random.ts'
import { addAround, at, seamless } from './seamless.ts'

const SEED = 7
const known = new Map<AmbientSound, Float32Array[]>()

function loopOf(sound: AmbientSound): Float32Array {
  const channels = known.get(sound) ?? renderLoop(sound, SEED)
  known.set(sound, channels)
  return channels[0] ?? new Float32Array()
}

describe.each(AMBIENT_SOUNDS)('%s', (sound) => {
  test('has no seam: from its last sample to its first it is no further than it goes anywhere else', () => {
    const loop = loopOf(sound)
    let largest = 0
    for (let index = 1; index < loop.length; index += 1)
      largest = Math.max(largest, Math.abs(at(loop, index) - at(loop, index - 1)))
    expect(Math.abs(at(loop, 0) - at(loop, loop.length - 1))).toBeLessThanOrEqual(largest)
  })

  test('is heard, and three like it at full level do not clip', () => {
    const loop = loopOf(sound)
    expect(
      Math.max(...[-1, 1].map((sign) => loop.reduce((most, sample) => Math.max(most, sign * sample), 0))),
    ).toBeLessThanOrEqual(PEAK + 1e-6)
    expect(rmsOf(loop)).toBeGreaterThan(0.03)
  })
})

describe('sounds that are synthesised', () => {
  test('are the same for the same seed, and others for another', () => {
    expect(renderLoop('rain', SEED)).toEqual([loopOf('rain'), known.get('rain')?.[1]])
    expect(renderLoop('rain', SEED + 2)[0]).not.toEqual(loopOf('rain'))
  })

  test('differ from one loudspeaker to the other, but for the bowl', () => {
    loopOf('pink_noise')
    const [left, right] = known.get('pink_noise') ?? []
    expect(left).not.toEqual(right)
    expect(renderLoop('singing_bowl', SEED)).toHaveLength(1)
  })

  test.each([
    ['brown_noise', 6],
    ['pink_noise', 3],
  ] as const)('%s loses %i dB an octave', (sound, decibels) => {
    const loop = loopOf(sound)
    const [low, high] = [bandDecibels(loop, 500), bandDecibels(loop, 4_000)]
    expect(Math.abs((low - high) / 3 - decibels)).toBeLessThan(0.7)
  })

  test('have a beginning that is as loud as the rest, where noise is faded into itself', () => {
    const random = seededRandom(SEED)
    const noise = Float32Array.from({ length: 60_000 }, () => 2 * random() - 1)
    const loop = seamless(noise, 40_000)
    expect(rmsOf(loop.subarray(0, 20_000)) / rmsOf(loop.subarray(20_000))).toBeCloseTo(1, 1)
    expect(at(loop, 0)).toBeCloseTo(at(noise, 40_000))
  })

  test('may be shorter than what they are made of: it goes around', () => {
    const loop = new Float32Array(3)
    addAround(loop, Float32Array.of(1, 2, 3, 4, 5), 2)
    expect([...loop]).toEqual([2 + 5, 3, 1 + 4])
    expect(seamless(Float32Array.of(0, 0, 0, 1, 1, 1, 1, 1, 1), 3)).toHaveLength(3)
  })
})

function rmsOf(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
}

/** Power around a frequency, by Goertzel's algorithm at some frequencies that lie close to it. */
function bandDecibels(samples: Float32Array, hz: number): number {
  const stretch = samples.subarray(0, 2 ** 17)
  const count = 60
  let power = 0
  for (let step = 0; step < count; step += 1) power += goertzel(stretch, hz * (0.9 + (0.2 * step) / count))
  return 10 * Math.log10(power / count)
}

function goertzel(samples: Float32Array, hz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * hz) / SAMPLE_RATE)
  let [before, last] = [0, 0]
  for (const sample of samples) [before, last] = [last, sample + turn * last - before]
  return before * before + last * last - turn * before * last
}
