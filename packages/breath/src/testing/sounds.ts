import { colouredNoise, createRandom, pinkNoise } from '../../synthesis/index.ts'

const RATE_HZ = 16_000

/** A quiet room to put sounds into. */
export function room(seconds: number, seed = 1, levelDb = -60): Float64Array {
  const gain = 10 ** (levelDb / 20)
  return pinkNoise(Math.round(seconds * RATE_HZ), createRandom(seed)).map((value) => value * gain)
}

export interface BurstOptions {
  at: number
  seconds: number
  hz: number
  levelDb: number
  seed?: number
}

/** Adds noise of one colour that swells and fades. */
export function addBurst(sound: Float64Array, { at, seconds, hz, levelDb, seed = 7 }: BurstOptions): void {
  const length = Math.round(seconds * RATE_HZ)
  const noise = colouredNoise(length, [{ hz, quality: 1.5, gain: 1 }], createRandom(seed))
  const start = Math.round(at * RATE_HZ)
  noise.forEach((value, index) => {
    const swell = Math.sin((Math.PI * index) / length) ** 1.5
    sound[start + index] = (sound[start + index] ?? 0) + value * swell * 10 ** (levelDb / 20)
  })
}

/** Adds syllables: harmonics of a voice, a third of a second each, for `seconds`. */
export function addSpeech(sound: Float64Array, at: number, seconds: number, seed = 3): void {
  const random = createRandom(seed)
  for (let time = at; time < at + seconds; ) {
    const length = Math.round((0.12 + 0.2 * random.uniform()) * RATE_HZ)
    const pitchHz = 100 + 120 * random.uniform()
    const start = Math.round(time * RATE_HZ)
    for (let index = 0; index < length && start + index < sound.length; index++) {
      let value = 0
      for (let harmonic = 1; harmonic < 20; harmonic++) {
        value += Math.sin((2 * Math.PI * pitchHz * harmonic * index) / RATE_HZ) / harmonic
      }
      sound[start + index] = (sound[start + index] ?? 0) + 0.1 * value * Math.sin((Math.PI * index) / length) ** 2
    }
    time += length / RATE_HZ + (random.uniform() < 0.8 ? 0.05 : 0.5)
  }
}

/** Adds key strokes: noise that dies away at once, several a second. */
export function addKeys(sound: Float64Array, at: number, seconds: number, seed = 4): void {
  const random = createRandom(seed)
  for (let time = at; time < at + seconds; time += 0.08 + 0.25 * random.uniform()) {
    const start = Math.round(time * RATE_HZ)
    const level = 0.02 + 0.1 * random.uniform()
    for (let index = 0; index < 800; index++) {
      sound[start + index] = (sound[start + index] ?? 0) + level * random.normal() * Math.exp(-index / 90)
    }
  }
}

export function toPcm(sound: Float64Array): Int16Array {
  const samples = new Int16Array(sound.length)
  for (let index = 0; index < sound.length; index++) {
    samples[index] = Math.round(32_767 * Math.max(-1, Math.min(1, sound[index] ?? 0)))
  }
  return samples
}
