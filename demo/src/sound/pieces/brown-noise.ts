import type { Random } from '../../random.ts'
import { moving, wander } from '../envelope.ts'
import { filtered, lowpass } from '../filter.ts'
import { brown, noise, pink } from '../noise.ts'
import { mixInto, type Stereo } from '../stereo.ts'

/**
 * Deep, even brown noise with a breath of pink on top, swaying by less than a decibel so that it never feels like a
 * machine.
 */
export function brownNoise(seconds: number, random: Random): Stereo {
  const sway = wander(random, 17)
  const sound = filtered(noise(brown, seconds, random, 0.35), lowpass(5200))
  mixInto(sound, filtered(noise(pink, seconds, random, 0.1), lowpass(2400)), 0.12)
  return moving(sound, (at) => 0.95 + 0.1 * sway(at))
}
