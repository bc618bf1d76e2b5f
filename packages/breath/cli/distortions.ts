import { createRandom, pinkNoise } from '../synthesis/index.ts'
import { type Codec, transcoded } from './codecs.ts'

const RATE_HZ = 16_000
const SEED = 5

/** A recording, full scale being 1, and how loud its breath is (root mean square). */
export interface Recorded {
  sound: Float64Array
  breathRms: number
}

/** What microphones, rooms and networks do to a recording. */
export interface Distortion {
  name: string
  apply: (recorded: Recorded, scratch: string) => Float64Array | Promise<Float64Array>
}

const CODECS: readonly (readonly [name: string, codec: Codec])[] = [
  ['MP3, 32 kbit/s', { encoder: 'libmp3lame', bitsPerSecond: 32_000, extension: 'mp3' }],
  ['MP3, 8 kbit/s', { encoder: 'libmp3lame', bitsPerSecond: 8_000, extension: 'mp3' }],
  ['Opus, 24 kbit/s', { encoder: 'libopus', bitsPerSecond: 24_000, extension: 'ogg' }],
  ['Opus, 8 kbit/s', { encoder: 'libopus', bitsPerSecond: 8_000, extension: 'ogg' }],
  ['AAC, 24 kbit/s', { encoder: 'aac', bitsPerSecond: 24_000, extension: 'm4a' }],
]

export const DISTORTIONS: readonly Distortion[] = [
  { name: 'as recorded', apply: ({ sound }) => sound },
  { name: '30 dB quieter', apply: ({ sound }) => amplified(sound, -30) },
  { name: '12 dB louder', apply: ({ sound }) => amplified(sound, 12) },
  { name: '1 % of the samples clipped', apply: ({ sound }) => clipped(sound, 0.01) },
  { name: 'nothing above 4 kHz', apply: ({ sound }) => bandLimited(sound, 0, 4000) },
  { name: 'nothing above 2 kHz', apply: ({ sound }) => bandLimited(sound, 0, 2000) },
  { name: 'nothing below 300 Hz', apply: ({ sound }) => bandLimited(sound, 300, RATE_HZ / 2) },
  { name: 'telephone: 300 to 3,400 Hz, 8 bit µ-law', apply: ({ sound }) => telephone(sound) },
  ...CODECS.map(([name, codec]) => ({
    name,
    apply: ({ sound }: Recorded, scratch: string) => transcoded(sound, codec, scratch),
  })),
  { name: 'white noise 10 dB below the breath', apply: (recorded) => mixed(recorded, white, -10) },
  { name: 'pink noise 20 dB below the breath', apply: (recorded) => mixed(recorded, pink, -20) },
  { name: 'pink noise 10 dB below the breath', apply: (recorded) => mixed(recorded, pink, -10) },
  { name: 'music 20 dB below the breath', apply: (recorded) => mixed(recorded, music, -20) },
  { name: 'music 10 dB below the breath', apply: (recorded) => mixed(recorded, music, -10) },
  { name: 'hum of 50 Hz as loud as the breath', apply: (recorded) => mixed(recorded, hum, 0) },
  { name: 'fast automatic gain', apply: ({ sound }) => levelled(sound) },
  { name: 'reverberation of 0.5 s', apply: ({ sound }) => reverberated(sound) },
]

const gainOf = (db: number) => 10 ** (db / 20)

const amplified = (sound: Float64Array, db: number) => sound.map((value) => value * gainOf(db))

/** So loud that this share of the samples is beyond full scale. */
function clipped(sound: Float64Array, share: number): Float64Array {
  const sorted = sound.map(Math.abs).sort()
  const limit = sorted[Math.floor(sorted.length * (1 - share))] ?? 1
  return sound.map((value) => value / Math.max(1e-6, limit))
}

/** Four poles of a Butterworth filter at each limit (two biquads, the cookbook of Bristow-Johnson); a limit of 0 Hz or of half the rate is none. */
export function bandLimited(sound: Float64Array, lowHz: number, highHz: number): Float64Array {
  const QUALITIES = [0.5412, 1.3066]
  let filtered = sound
  for (const quality of QUALITIES) {
    if (lowHz > 0) filtered = biquad(filtered, lowHz, quality, -1)
    if (highHz < RATE_HZ / 2) filtered = biquad(filtered, highHz, quality, 1)
  }
  return filtered
}

/** @param side 1: passes what is below `hz`, -1: what is above */
function biquad(sound: Float64Array, hz: number, quality: number, side: 1 | -1): Float64Array {
  const angle = (2 * Math.PI * hz) / RATE_HZ
  const alpha = Math.sin(angle) / (2 * quality)
  const edge = (1 - side * Math.cos(angle)) / 2
  const whole = 1 + alpha
  let [in1, in2, out1, out2] = [0, 0, 0, 0]
  return sound.map((value) => {
    const sum = edge * (value + 2 * side * in1 + in2) + 2 * Math.cos(angle) * out1 - (1 - alpha) * out2
    ;[in2, in1] = [in1, value]
    ;[out2, out1] = [out1, sum / whole]
    return out1
  })
}

/** ITU-T G.711. */
function telephone(sound: Float64Array): Float64Array {
  const MU = 255
  const STEPS = 127
  return bandLimited(sound, 300, 3400).map((value) => {
    const compressed = (Math.sign(value) * Math.log1p(MU * Math.min(1, Math.abs(value)))) / Math.log1p(MU)
    const step = Math.round(compressed * STEPS) / STEPS
    return (Math.sign(step) * Math.expm1(Math.abs(step) * Math.log1p(MU))) / MU
  })
}

/** Adds what `make` answers, `db` over the breath. */
export function mixed(
  { sound, breathRms }: Recorded,
  make: (length: number) => Float64Array,
  db: number,
): Float64Array {
  const other = make(sound.length)
  const squares = other.reduce((sum, value) => sum + value * value, 0)
  const gain = (breathRms * gainOf(db)) / Math.sqrt(squares / Math.max(1, other.length))
  return sound.map((value, index) => value + gain * (other[index] ?? 0))
}

export const pink = (length: number) => pinkNoise(length, createRandom(SEED))

function white(length: number): Float64Array {
  const random = createRandom(SEED)
  return new Float64Array(length).map(() => random.normal())
}

function hum(length: number): Float64Array {
  return new Float64Array(length).map((_, index) =>
    [1, 2, 3, 5].reduce((sum, partial) => sum + Math.sin((2 * Math.PI * 50 * partial * index) / RATE_HZ) / partial, 0),
  )
}

/** Plucked chords of a slow song. */
function music(length: number): Float64Array {
  const random = createRandom(SEED)
  const sound = new Float64Array(length)
  const steps = [0, 3, 5, 7, 10]
  for (let start = 0; start < length; start += RATE_HZ / 2) {
    const hz = 220 * 2 ** ((steps[Math.floor(random.uniform() * steps.length)] ?? 0) / 12)
    for (let index = 0; index < RATE_HZ && start + index < length; index++) {
      const angle = (2 * Math.PI * hz * index) / RATE_HZ
      const tone = Math.sin(angle) + Math.sin(2 * angle) / 2 + Math.sin(3 * angle) / 3
      sound[start + index] = (sound[start + index] ?? 0) + tone * Math.exp(-index / 6000) * Math.min(1, index / 80)
    }
  }
  return sound
}

/** An automatic gain that follows within 50 ms upwards and half a second downwards, by 30 dB at most. */
export function levelled(sound: Float64Array): Float64Array {
  const [attack, release, targetRms, mostGain] = [1 / 800, 1 / 8000, 0.1, 30]
  let power = 1e-6
  return sound.map((value) => {
    const square = value * value
    power += (square > power ? attack : release) * (square - power)
    return value * Math.min(mostGain, targetRms / Math.sqrt(power + 1e-12))
  })
}

/** Schroeder's reverberator (1962): four combs and two all-passes; half of what arrives is the room's. */
export function reverberated(sound: Float64Array): Float64Array {
  const SECONDS = 0.5
  const combed = new Float64Array(sound.length)
  for (const delay of [475, 593, 659, 700]) {
    const feedback = 10 ** ((-3 * delay) / RATE_HZ / SECONDS)
    const line = new Float64Array(delay)
    for (let index = 0; index < sound.length; index++) {
      const at = index % delay
      const back = line[at] ?? 0
      line[at] = (sound[index] ?? 0) + feedback * back
      combed[index] = (combed[index] ?? 0) + 0.25 * back
    }
  }
  const room = [80, 27].reduce(allPassed, combed)
  return sound.map((value, index) => value + (room[index] ?? 0))
}

function allPassed(sound: Float64Array, delay: number): Float64Array {
  const GAIN = 0.7
  const line = new Float64Array(delay)
  return sound.map((value, index) => {
    const at = index % delay
    const back = line[at] ?? 0
    const kept = value + GAIN * back
    line[at] = kept
    return back - GAIN * kept
  })
}
