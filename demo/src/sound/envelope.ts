import { between, type Random } from '../random.ts'
import { SAMPLE_RATE, type Stereo, samplesIn, shape } from './stereo.ts'

const CONTROL_STEP = 64

/** A point of a curve: where on the time axis, and the value there. */
export type Point = readonly [seconds: number, value: number]

/**
 * Samples `valueAt(seconds)` every 64 samples and joins the values by straight lines: slow curves at a fraction of the
 * cost.
 */
export function control(seconds: number, valueAt: (atSeconds: number) => number): Float32Array {
  const envelope = new Float32Array(samplesIn(seconds))
  const stepSeconds = CONTROL_STEP / SAMPLE_RATE
  let from = valueAt(0)
  for (let start = 0; start < envelope.length; start += CONTROL_STEP) {
    const to = valueAt(start / SAMPLE_RATE + stepSeconds)
    const slope = (to - from) / CONTROL_STEP
    const end = Math.min(start + CONTROL_STEP, envelope.length)
    for (let n = start; n < end; n += 1) envelope[n] = from + slope * (n - start)
    from = to
  }
  return envelope
}

/** Gives a sound a level that moves, in place. */
export function moving(sound: Stereo, levelAt: (atSeconds: number) => number): Stereo {
  return shape(sound, control(sound.left.length / SAMPLE_RATE, levelAt))
}

/**
 * A curve through points in order of time, eased in and out between neighbours, flat before the first and after the
 * last.
 */
export function curve(points: readonly Point[]): (atSeconds: number) => number {
  return (atSeconds) => {
    const next = points.findIndex(([seconds]) => seconds > atSeconds)
    const [endSeconds, endValue] = points[next] ?? points.at(-1) ?? [0, 0]
    const [startSeconds, startValue] = points[next - 1] ?? [endSeconds, endValue]
    if (endSeconds === startSeconds) return endValue
    return startValue + (endValue - startValue) * ease((atSeconds - startSeconds) / (endSeconds - startSeconds))
  }
}

/**
 * A smooth wander within [0, 1] that never repeats audibly: three slow sines around `periodSeconds` with random phases.
 */
export function wander(random: Random, periodSeconds: number): (atSeconds: number) => number {
  const waves = [1, 0.61, 0.37].map((share) => ({
    speed: (2 * Math.PI) / (periodSeconds * share * between(random, 0.9, 1.1)),
    phase: between(random, 0, 2 * Math.PI),
    depth: share,
  }))
  const total = waves.reduce((sum, wave) => sum + wave.depth, 0)
  return (atSeconds) => {
    let sum = 0
    for (const wave of waves) sum += wave.depth * Math.sin(wave.phase + wave.speed * atSeconds)
    return 0.5 + (0.5 * sum) / total
  }
}

/** Half a cosine from 0 to 1. */
export function ease(share: number): number {
  if (share <= 0) return 0
  if (share >= 1) return 1
  return 0.5 - 0.5 * Math.cos(Math.PI * share)
}
