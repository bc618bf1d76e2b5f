import { brown, type LoopShape, noiseLoop, pink } from './noise.ts'
import type { Random } from './random.ts'
import { at } from './seamless.ts'

/** Whole numbers of them fit into the loop, so that it has no seam. */
const LARGE_PER_LOOP = 3
const SMALL_PER_LOOP = 5

/** The sea at a beach: a low rumble, and foam that comes quickly and goes slowly. */
export function waves(random: Random, shape: LoopShape): Float32Array<ArrayBuffer> {
  const rumble = noiseLoop(brown(), random, shape)
  const foam = noiseLoop(pink(), random, shape)
  for (let index = 0; index < rumble.length; index += 1) {
    const turn = index / rumble.length
    const swell = 0.75 * swellAt(LARGE_PER_LOOP * turn) + 0.25 * swellAt(SMALL_PER_LOOP * turn + 0.4)
    rumble[index] = at(rumble, index) * (0.12 + 0.3 * swell) + at(foam, index) * (0.06 + 1.2 * swell)
  }
  return rumble
}

/** From 0 to 1 within the first third of each turn, and back in the rest. */
function swellAt(turns: number): number {
  const phase = turns % 1
  const rising = 1 / 3
  const way = phase < rising ? phase / rising : 1 - (phase - rising) / (1 - rising)
  return (0.5 - 0.5 * Math.cos(Math.PI * way)) ** 2
}
