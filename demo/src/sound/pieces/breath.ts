import { type BreathPattern, boxBreathing, coherentBreathing } from '../../breath-pattern.ts'
import type { Random } from '../../random.ts'
import { control } from '../envelope.ts'
import { filtered, highpass, sweptLowpass } from '../filter.ts'
import { BELL, strike } from '../modal.ts'
import { noise, pink } from '../noise.ts'
import { addDrone, type Drone } from '../pad.ts'
import { reverberate } from '../reverb.ts'
import { mixInto, panInto, SAMPLE_RATE, type Stereo, samplesIn, shape, silence } from '../stereo.ts'

const MANNER = { attackSeconds: 4, releaseSeconds: 6, brightness: 0.55 }
const HIGH_CHORD = {
  ...MANNER,
  notes: [
    [130.8, 0.3],
    [196, 0.2],
    [261.6, 0.15],
  ],
} as const satisfies Drone
const LOW_CHORD = {
  ...MANNER,
  notes: [
    [110, 0.3],
    [164.8, 0.2],
    [220, 0.15],
  ],
} as const satisfies Drone

/** The bells of a box: breath in, hold, breath out, hold. */
const CORNERS = [
  { hz: 440, gain: 0.3, pan: -0.5 },
  { hz: 659.3, gain: 0.2, pan: -0.2 },
  { hz: 587.3, gain: 0.2, pan: 0.5 },
  { hz: 440, gain: 0.16, pan: 0.2 },
] as const

/** Coherent breathing: air and a soft tone rise with the breath in and fall with the breath out. */
export function coherentBreath(seconds: number, random: Random): Stereo {
  return guide(seconds, random, coherentBreathing, HIGH_CHORD)
}

/** Box breathing: the same guide through in, hold, out, hold, with a small bell at every corner. */
export function boxBreath(seconds: number, random: Random): Stereo {
  const sound = guide(seconds, random, boxBreathing, LOW_CHORD)
  const bells = silence(seconds)
  const sideSeconds = boxBreathing.periodSeconds / CORNERS.length
  for (let side = 0; side * sideSeconds < seconds - 3; side += 1) {
    const { hz, gain, pan } = CORNERS[side % CORNERS.length] ?? CORNERS[0]
    panInto(bells, strike(hz, BELL, random, 0.005), pan, gain, side * sideSeconds)
  }
  mixInto(sound, bells)
  mixInto(sound, reverberate(bells, 2.8, 0.35), 0.6)
  return sound
}

function guide(seconds: number, random: Random, pattern: BreathPattern, chord: Drone): Stereo {
  const fill = control(seconds, pattern.fill)
  const sound = air(seconds, random, fill)
  mixInto(sound, risingTone(fill, 196), 0.3)
  const drone = silence(seconds)
  addDrone(drone, chord, random)
  const level = fill.map((fullness) => 0.45 + 0.4 * fullness)
  mixInto(sound, shape(drone, level))
  mixInto(sound, reverberate(sound, 2.6, 0.4), 0.4)
  return sound
}

/** The sound of breath itself: louder while the air moves, brighter as the lungs fill. */
function air(seconds: number, random: Random, fill: Float32Array): Stereo {
  const sound = filtered(noise(pink, seconds, random, 0.4), highpass(180))
  const cutoffHz = fill.map((fullness) => 380 + 1700 * fullness)
  const step = samplesIn(0.05)
  const flow = fill.map((fullness, n) => Math.abs(fullness - (fill[n - step] ?? fullness)))
  const fastest = flow.reduce((most, speed) => Math.max(most, speed), 1e-9)
  const level = flow.map((speed) => 0.9 * (speed / fastest) ** 0.8)
  return shape(sweptLowpass(sound, cutoffHz), level)
}

/** A soft tone that climbs a fourth while the lungs fill, and grows with them. */
function risingTone(fill: Float32Array, fromHz: number): Stereo {
  const tone: Stereo = { left: new Float32Array(fill.length), right: new Float32Array(fill.length) }
  let phase = 0
  for (let n = 0; n < fill.length; n += 1) {
    const fullness = fill[n] ?? 0
    const level = 0.12 + 0.5 * fullness
    phase += (2 * Math.PI * fromHz * 2 ** ((5 / 12) * fullness)) / SAMPLE_RATE
    tone.left[n] = level * (Math.sin(phase) + 0.18 * Math.sin(2 * phase))
    tone.right[n] = level * (Math.sin(phase + 0.6) + 0.18 * Math.sin(2 * phase + 0.9))
  }
  return tone
}
