import { SAMPLE_RATE, type Stereo } from './stereo.ts'

/** Normalised second-order section: y = b0 x + b1 x' + b2 x'' - a1 y' - a2 y''. */
export type Biquad = readonly [b0: number, b1: number, b2: number, a1: number, a2: number]

/** Robert Bristow-Johnson's "Cookbook formulae for audio EQ biquad filter coefficients". */
export function lowpass(frequencyHz: number, q = Math.SQRT1_2): Biquad {
  const { cosine, alpha } = pole(frequencyHz, q)
  return normalised((1 - cosine) / 2, 1 - cosine, (1 - cosine) / 2, cosine, alpha)
}

export function highpass(frequencyHz: number, q = Math.SQRT1_2): Biquad {
  const { cosine, alpha } = pole(frequencyHz, q)
  return normalised((1 + cosine) / 2, -1 - cosine, (1 + cosine) / 2, cosine, alpha)
}

/** Unity gain at the centre. */
export function bandpass(frequencyHz: number, q: number): Biquad {
  const { cosine, alpha } = pole(frequencyHz, q)
  return normalised(alpha, 0, -alpha, cosine, alpha)
}

/** Filters both channels in place, once for each section. */
export function filtered(sound: Stereo, ...sections: readonly Biquad[]): Stereo {
  for (const section of sections) {
    applyBiquad(sound.left, section)
    applyBiquad(sound.right, section)
  }
  return sound
}

/** Filters in place, transposed direct form II. */
export function applyBiquad(samples: Float32Array, [b0, b1, b2, a1, a2]: Biquad): Float32Array {
  let state1 = 0
  let state2 = 0
  for (let n = 0; n < samples.length; n += 1) {
    const input = samples[n] ?? 0
    const output = b0 * input + state1
    state1 = b1 * input - a1 * output + state2
    state2 = b2 * input - a2 * output
    samples[n] = output
  }
  return samples
}

/** A lowpass whose cutoff moves: `cutoffHz` holds one value a sample, read every 32. Both channels in place. */
export function sweptLowpass(sound: Stereo, cutoffHz: Float32Array): Stereo {
  sweep(sound.left, cutoffHz)
  sweep(sound.right, cutoffHz)
  return sound
}

/**
 * Trapezoidal state-variable filter (Andrew Simper, "Linear Trapezoidal Integrated State Variable Filter"): stays clean
 * while it moves.
 */
function sweep(samples: Float32Array, cutoffHz: Float32Array): void {
  let a1 = 0
  let a2 = 0
  let a3 = 0
  let band = 0
  let low = 0
  for (let n = 0; n < samples.length; n += 1) {
    if (n % 32 === 0) {
      const g = Math.tan((Math.PI * Math.min(cutoffHz[n] ?? 0, 0.45 * SAMPLE_RATE)) / SAMPLE_RATE)
      a1 = 1 / (1 + g * (g + Math.SQRT2))
      a2 = g * a1
      a3 = g * a2
    }
    const rest = (samples[n] ?? 0) - low
    const v1 = a1 * band + a2 * rest
    const v2 = low + a2 * band + a3 * rest
    band = 2 * v1 - band
    low = 2 * v2 - low
    samples[n] = v2
  }
}

function pole(frequencyHz: number, q: number) {
  const omega = (2 * Math.PI * frequencyHz) / SAMPLE_RATE
  return { cosine: Math.cos(omega), alpha: Math.sin(omega) / (2 * q) }
}

function normalised(b0: number, b1: number, b2: number, cosine: number, alpha: number): Biquad {
  const a0 = 1 + alpha
  return [b0 / a0, b1 / a0, b2 / a0, (-2 * cosine) / a0, (1 - alpha) / a0]
}
