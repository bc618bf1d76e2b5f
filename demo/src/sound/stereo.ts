/** Samples a second of everything in this folder. */
export const SAMPLE_RATE = 48_000

/** Two channels of equal length, nominally within [-1, 1]. */
export type Stereo = { left: Float32Array; right: Float32Array }

export function samplesIn(seconds: number): number {
  return Math.round(seconds * SAMPLE_RATE)
}

export function silence(seconds: number): Stereo {
  const length = samplesIn(seconds)
  return { left: new Float32Array(length), right: new Float32Array(length) }
}

/** Adds `source`, scaled, to `target`; what reaches beyond the end of `target` is cut off. */
export function mixInto(target: Stereo, source: Stereo, gain = 1): void {
  addScaled(target.left, source.left, gain)
  addScaled(target.right, source.right, gain)
}

/** Adds a mono sound at a place between left (-1) and right (1) with constant power. */
export function panInto(target: Stereo, mono: Float32Array, pan: number, gain = 1, startSeconds = 0): void {
  const angle = ((pan + 1) * Math.PI) / 4
  const start = samplesIn(startSeconds)
  addScaled(target.left, mono, gain * Math.cos(angle), start)
  addScaled(target.right, mono, gain * Math.sin(angle), start)
}

/** Multiplies both channels, in place, by an envelope of the same length. */
export function shape(sound: Stereo, envelope: Float32Array): Stereo {
  for (const samples of [sound.left, sound.right]) {
    for (let n = 0; n < samples.length; n += 1) samples[n] = (samples[n] ?? 0) * (envelope[n] ?? 0)
  }
  return sound
}

function addScaled(target: Float32Array, source: Float32Array, gain: number, start = 0): void {
  const count = Math.min(source.length, target.length - start)
  for (let n = 0; n < count; n += 1) target[start + n] = (target[start + n] ?? 0) + (source[n] ?? 0) * gain
}
