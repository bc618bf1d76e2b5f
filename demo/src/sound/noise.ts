import type { Random } from '../random.ts'
import { SAMPLE_RATE, type Stereo, samplesIn } from './stereo.ts'

/** Turns white noise into noise of a colour, in place. */
type Colour = (samples: Float32Array) => void

/** Two channels of noise of one colour that have `common` (0 to 1) of their power in common: 0 surrounds, 1 is mono. */
export function noise(colour: Colour, seconds: number, random: Random, common = 0.25): Stereo {
  const length = samplesIn(seconds)
  const left = new Float32Array(length)
  const right = new Float32Array(length)
  const own = 2 * Math.sqrt(1 - common)
  const shared = 2 * Math.sqrt(common)
  for (let n = 0; n < length; n += 1) {
    const centre = (random() - 0.5) * shared
    left[n] = centre + (random() - 0.5) * own
    right[n] = centre + (random() - 0.5) * own
  }
  colour(left)
  colour(right)
  return { left, right }
}

export const white: Colour = () => {}

/**
 * -3 dB an octave within 0.5 dB, by Paul Kellet's economy filter (musicdsp.org, "Filter to make pink noise from
 * white").
 */
export const pink: Colour = (samples) => {
  let low = 0
  let middle = 0
  let high = 0
  for (let n = 0; n < samples.length; n += 1) {
    const input = samples[n] ?? 0
    low = 0.99765 * low + input * 0.099046
    middle = 0.963 * middle + input * 0.2965164
    high = 0.57 * high + input * 1.0526913
    samples[n] = (low + middle + high + input * 0.1848) * 0.11
  }
}

/** -6 dB an octave above 18 Hz: a leaky integrator, whose leak keeps it from wandering off. */
export const brown: Colour = (samples) => {
  const leak = Math.exp((-2 * Math.PI * 18) / SAMPLE_RATE)
  const gain = 0.44 * Math.sqrt(1 - leak * leak)
  let level = 0
  for (let n = 0; n < samples.length; n += 1) {
    level = leak * level + (samples[n] ?? 0) * gain
    samples[n] = level
  }
}
