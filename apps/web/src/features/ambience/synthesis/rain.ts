import { type LoopShape, noiseLoop, pink, withoutLows } from './noise.ts'
import type { Random } from './random.ts'
import { addAround } from './seamless.ts'

const SHOWER_FROM_HZ = 400
const DROPS_PER_SECOND = 55

/** Rain: a shower far away, and drops that fall near by. */
export function rain(random: Random, shape: LoopShape): Float32Array<ArrayBuffer> {
  const { seconds, sampleRate } = shape
  const loop = noiseLoop(withoutLows(pink(), { cutoffHz: SHOWER_FROM_HZ, sampleRate }), random, shape)
  for (let left = DROPS_PER_SECOND * seconds; left > 0; left -= 1)
    addAround(loop, drop(random, sampleRate), Math.floor(random() * loop.length))
  return loop
}

/** The ring of one drop: short, and higher than the shower. Most are far away, and soft. */
function drop(random: Random, sampleRate: number): Float32Array {
  const loudness = 0.3 * random() ** 4 + 0.01
  const angle = (2 * Math.PI * (1_200 + 4_200 * random())) / sampleRate
  const decaySeconds = 0.0015 + 0.005 * random()
  const sound = new Float32Array(Math.round(decaySeconds * 7 * sampleRate))
  for (let index = 0; index < sound.length; index += 1)
    sound[index] = loudness * Math.sin(angle * index) * Math.exp(-index / (decaySeconds * sampleRate))
  return sound
}
