import { ease } from './envelope.ts'
import { filtered, highpass } from './filter.ts'
import { integratedLoudness } from './loudness.ts'
import { SAMPLE_RATE, type Stereo } from './stereo.ts'

/** -2 dBFS: leaves room for peaks between samples and for what a lossy encoder adds. */
export const PEAK_CEILING = 10 ** (-2 / 20)

const TARGET_LUFS = -16
const MOST_ABOVE_CEILING = 10 ** (4 / 20)
const KNEE = 0.65

/**
 * Makes a sound fit to publish, in place: no rumble below hearing, faded in and out, about -16 LUFS, never above -2
 * dBFS.
 */
export function master(sound: Stereo, fadeInSeconds: number, fadeOutSeconds: number): Stereo {
  filtered(sound, highpass(24))
  const peak = peakOf(sound)
  const wanted = 10 ** ((TARGET_LUFS - integratedLoudness(sound)) / 20)
  const gain = Math.min(wanted, (MOST_ABOVE_CEILING * PEAK_CEILING) / peak)
  const limit = gain * peak > PEAK_CEILING ? rounded : (sample: number) => sample
  const length = sound.left.length
  for (let n = 0; n < length; n += 1) {
    const fade = ease(n / (fadeInSeconds * SAMPLE_RATE)) * ease((length - 1 - n) / (fadeOutSeconds * SAMPLE_RATE))
    sound.left[n] = limit((sound.left[n] ?? 0) * gain) * fade
    sound.right[n] = limit((sound.right[n] ?? 0) * gain) * fade
  }
  return sound
}

/** The largest absolute sample of both channels. */
export function peakOf({ left, right }: Stereo): number {
  let peak = 0
  for (let n = 0; n < left.length; n += 1) peak = Math.max(peak, Math.abs(left[n] ?? 0), Math.abs(right[n] ?? 0))
  return peak
}

/** Leaves what is below the knee as it is and bends rare peaks so that they approach the ceiling and never reach it. */
function rounded(sample: number): number {
  const size = Math.abs(sample)
  if (size <= KNEE) return sample
  const room = PEAK_CEILING - KNEE
  return Math.sign(sample) * (KNEE + room * Math.tanh((size - KNEE) / room))
}
