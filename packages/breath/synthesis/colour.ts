import type { Random } from './random.ts'

const SAMPLE_RATE_HZ = 16_000

/** A resonance of the vocal tract, or the puff of air on the microphone. */
export interface Resonance {
  hz: number
  quality: number
  gain: number
}

/** White noise through resonances in parallel, mean square 1. */
export function colouredNoise(length: number, resonances: readonly Resonance[], random: Random): Float64Array {
  const white = new Float64Array(length)
  for (let n = 0; n < length; n++) white[n] = random.normal()
  const sum = new Float64Array(length)
  for (const resonance of resonances) addBandPass(white, resonance, sum)
  let squares = 1e-12
  for (const value of sum) squares += value * value
  const scale = Math.sqrt(length / squares)
  for (let n = 0; n < length; n++) sum[n] = (sum[n] ?? 0) * scale
  return sum
}

/** Pink noise, mean square about 1: Paul Kellet's economy filter. */
export function pinkNoise(length: number, random: Random): Float64Array {
  const pink = new Float64Array(length)
  let slow = 0
  let middle = 0
  let fast = 0
  for (let n = 0; n < length; n++) {
    const white = random.normal()
    slow = 0.99765 * slow + white * 0.099046
    middle = 0.963 * middle + white * 0.2965164
    fast = 0.57 * fast + white * 1.0526913
    pink[n] = (slow + middle + fast + white * 0.1848) / 2.4
  }
  return pink
}

/** Robert Bristow-Johnson's audio cookbook, band-pass of constant peak gain. */
function addBandPass(input: Float64Array, { hz, quality, gain }: Resonance, sum: Float64Array): void {
  const angle = (2 * Math.PI * hz) / SAMPLE_RATE_HZ
  const alpha = Math.sin(angle) / (2 * quality)
  const b0 = (alpha / (1 + alpha)) * gain
  const a1 = (-2 * Math.cos(angle)) / (1 + alpha)
  const a2 = (1 - alpha) / (1 + alpha)
  let x1 = 0
  let x2 = 0
  let y1 = 0
  let y2 = 0
  for (let n = 0; n < input.length; n++) {
    const x = input[n] ?? 0
    const y = b0 * (x - x2) - a1 * y1 - a2 * y2
    sum[n] = (sum[n] ?? 0) + y
    x2 = x1
    x1 = x
    y2 = y1
    y1 = y
  }
}
