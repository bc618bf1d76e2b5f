import type { AmbientSound } from '../sounds.ts'
import { brown, type LoopShape, noiseLoop, pink } from './noise.ts'
import { rain } from './rain.ts'
import { type Random, seededRandom } from './random.ts'
import { at } from './seamless.ts'
import { singingBowl } from './singing-bowl.ts'
import { waves } from './waves.ts'

/** One a loudspeaker; a bowl stands in the middle. */
export type Channels = Float32Array<ArrayBuffer>[]

interface Recipe {
  seconds: number
  channels: 1 | 2
  make: (random: Random, shape: LoopShape) => Float32Array<ArrayBuffer>
}

const RECIPES: Record<AmbientSound, Recipe> = {
  brown_noise: { seconds: 12, channels: 2, make: (random, shape) => noiseLoop(brown(), random, shape) },
  pink_noise: { seconds: 12, channels: 2, make: (random, shape) => noiseLoop(pink(), random, shape) },
  rain: { seconds: 16, channels: 2, make: rain },
  waves: { seconds: 24, channels: 2, make: waves },
  singing_bowl: { seconds: 18, channels: 1, make: singingBowl },
}

export const SAMPLE_RATE = 32_000
/** Three that are as loud as can be do not clip. */
export const PEAK = 1 / 3
/** As loud as noise sounds pleasant; what has higher peaks is quieter. */
const LOUDNESS = 0.1

/** The loop of a sound. The same seed gives the same one. */
export function renderLoop(sound: AmbientSound, seed: number): Channels {
  const { seconds, channels, make } = RECIPES[sound]
  const shape = { seconds, sampleRate: SAMPLE_RATE }
  const made = Array.from({ length: channels }, (_, channel) => make(seededRandom(seed + channel), shape))
  const gain = Math.min(...made.map(gainOf))
  for (const samples of made)
    for (let index = 0; index < samples.length; index += 1) samples[index] = at(samples, index) * gain
  return made
}

function gainOf(samples: Float32Array): number {
  let [peak, power] = [0, 0]
  for (const sample of samples) {
    peak = Math.max(peak, Math.abs(sample))
    power += sample * sample
  }
  return Math.min(PEAK / peak, LOUDNESS / Math.sqrt(power / samples.length))
}
