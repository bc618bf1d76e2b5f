import { between, type Random } from '../random.ts'
import { SAMPLE_RATE, samplesIn } from './stereo.ts'

/**
 * One way a body rings: frequency as a multiple of the fundamental, loudness, seconds to fall by 60 dB, and the beat of
 * its split pair.
 */
type Mode = { ratio: number; gain: number; decaySeconds: number; beatHz: number }

const SILENT = 1e-4

/**
 * Strikes a body: a sum of decaying sines. A round body has each mode twice, a hair apart, which is the slow beating of
 * a bowl.
 * `attackSeconds` is how soft the mallet is. Returns mono, as long as the longest mode.
 */
export function strike(
  fundamentalHz: number,
  modes: readonly Mode[],
  random: Random,
  attackSeconds: number,
): Float32Array {
  const sound = new Float32Array(samplesIn(Math.max(...modes.map((mode) => mode.decaySeconds)) * 1.3))
  for (const mode of modes) {
    const frequencyHz = fundamentalHz * mode.ratio
    if (frequencyHz > 0.4 * SAMPLE_RATE) continue
    const share = mode.beatHz > 0 ? between(random, 0.35, 0.5) : 0
    ring(sound, frequencyHz, mode.gain * (1 - share), mode.decaySeconds)
    if (share > 0) ring(sound, frequencyHz + mode.beatHz, mode.gain * share, mode.decaySeconds)
  }
  const attack = samplesIn(attackSeconds)
  for (let n = 0; n < attack; n += 1) sound[n] = (sound[n] ?? 0) * Math.sin((0.5 * Math.PI * n) / attack) ** 2
  return sound
}

/** Adds one decaying sine by the recursion y[n] = 2 r cos(w) y[n-1] - r² y[n-2]: two multiplications a sample. */
export function ring(target: Float32Array, frequencyHz: number, gain: number, decaySeconds: number, start = 0): void {
  const omega = (2 * Math.PI * frequencyHz) / SAMPLE_RATE
  const radius = 10 ** (-3 / (decaySeconds * SAMPLE_RATE))
  const turn = 2 * radius * Math.cos(omega)
  const damp = radius * radius
  const audible = Math.log(SILENT / Math.max(gain, SILENT * 2)) / Math.log(radius)
  const end = Math.min(target.length, start + Math.ceil(audible))
  let previous = 0
  let current = gain * radius * Math.sin(omega)
  for (let n = start; n < end; n += 1) {
    target[n] = (target[n] ?? 0) + previous
    const next = turn * current - damp * previous
    previous = current
    current = next
  }
}

/**
 * A hand-hammered bronze bowl. Its rim bends like a ring, n(n² - 1)/√(n² + 1) for n = 2 to 7, a little flattened as
 * real bowls are.
 */
export const BOWL: readonly Mode[] = [
  { ratio: 1, gain: 1, decaySeconds: 26, beatHz: 0.55 },
  { ratio: 2.77, gain: 0.46, decaySeconds: 15, beatHz: 1.1 },
  { ratio: 5.18, gain: 0.2, decaySeconds: 8, beatHz: 1.7 },
  { ratio: 8.16, gain: 0.075, decaySeconds: 4.5, beatHz: 2.6 },
  { ratio: 11.66, gain: 0.03, decaySeconds: 2.4, beatHz: 0 },
  { ratio: 15.64, gain: 0.012, decaySeconds: 1.2, beatHz: 0 },
]

/** A small meditation bell: brighter and shorter than a bowl. */
export const BELL: readonly Mode[] = [
  { ratio: 1, gain: 1, decaySeconds: 9, beatHz: 0.8 },
  { ratio: 2.71, gain: 0.32, decaySeconds: 5.5, beatHz: 1.9 },
  { ratio: 5.15, gain: 0.1, decaySeconds: 2.6, beatHz: 0 },
  { ratio: 8.43, gain: 0.03, decaySeconds: 1.2, beatHz: 0 },
]

/** A handpan's tone field: fundamental, octave and twelfth are tuned by hammer, the shell adds a little air. */
export const HANDPAN: readonly Mode[] = [
  { ratio: 1, gain: 1, decaySeconds: 4.6, beatHz: 0.3 },
  { ratio: 2.002, gain: 0.42, decaySeconds: 3.4, beatHz: 0.7 },
  { ratio: 2.997, gain: 0.24, decaySeconds: 2.4, beatHz: 0.9 },
  { ratio: 4.02, gain: 0.06, decaySeconds: 1.1, beatHz: 0 },
  { ratio: 5.43, gain: 0.035, decaySeconds: 0.35, beatHz: 0 },
  { ratio: 0.497, gain: 0.05, decaySeconds: 0.7, beatHz: 0 },
]
