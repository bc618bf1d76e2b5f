import type { Random } from '../../random.ts'
import { moving, wander } from '../envelope.ts'
import { filtered, lowpass } from '../filter.ts'
import { BELL, BOWL, strike } from '../modal.ts'
import { brown, noise } from '../noise.ts'
import { addDrone, type Drone } from '../pad.ts'
import { reverberate } from '../reverb.ts'
import { mixInto, panInto, type Stereo, silence } from '../stereo.ts'

/** Feet, legs, hips, belly, chest, hands, face: one bell each, a step higher every time. */
const BELLS_HZ = [293.7, 329.6, 370, 440, 493.9, 587.3, 659.3] as const
const BOWL_HZ = 146.8

const DRONE = {
  notes: [
    [73.4, 0.5],
    [110, 0.3],
    [146.8, 0.21],
    [220, 0.16],
    [277.2, 0.13],
  ],
  attackSeconds: 5,
  releaseSeconds: 8,
  brightness: 0.5,
} as const satisfies Drone

/** A timer for a body scan: a bowl to begin, seven bells at even steps, a bowl to end, over a warm drone on D. */
export function bodyScan(seconds: number, random: Random): Stereo {
  const sound = silence(seconds)
  addDrone(sound, DRONE, random)
  const tide = wander(random, 13)
  mixInto(
    sound,
    moving(filtered(noise(brown, seconds, random), lowpass(500)), (at) => 0.12 + 0.1 * tide(at)),
  )

  const bells = silence(seconds)
  const firstSeconds = 0.3
  const stepSeconds = (seconds - 12) / (BELLS_HZ.length + 1)
  panInto(bells, strike(BOWL_HZ, BOWL, random, 0.01), 0, 0.55, firstSeconds)
  BELLS_HZ.forEach((hz, index) => {
    const pan = index % 2 === 0 ? -0.25 : 0.25
    panInto(bells, strike(hz, BELL, random, 0.004), pan, 0.3, firstSeconds + stepSeconds * (index + 1))
  })
  panInto(bells, strike(BOWL_HZ, BOWL, random, 0.01), 0, 0.5, firstSeconds + stepSeconds * (BELLS_HZ.length + 1))
  mixInto(sound, bells)
  mixInto(sound, reverberate(bells, 3.4, 0.3), 0.6)
  return sound
}
