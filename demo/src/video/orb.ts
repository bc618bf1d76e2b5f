import { coherentBreathing } from '../breath-pattern.ts'
import { orbLight } from '../picture/scenes/breath-orb.ts'
import type { Random } from '../random.ts'
import type { Film } from './film.ts'
import { ditherPattern, toYuv } from './yuv.ts'

const WIDTH = 1280
const HEIGHT = 720
const FRAMES_PER_SECOND = 20
/** Rings a pixel of radius is divided into: fine enough that outlines glide. */
const RINGS_PER_PIXEL = 4

/**
 * The coherent-breathing orb: one breath of 11 s, which meets its own beginning. Round, so a frame is one line of
 * colours looked up by radius.
 */
export function orbFilm(random: Random): Film {
  const rings = Math.ceil((Math.hypot(WIDTH, HEIGHT) / 2) * RINGS_PER_PIXEL) + 1
  const lumaRing = ringMap(WIDTH, HEIGHT, 1)
  const chromaRing = ringMap(WIDTH / 2, HEIGHT / 2, 2)
  const dither = ditherPattern(WIDTH * HEIGHT, random)
  const profile = { luma: new Float32Array(rings), blueness: new Float32Array(rings), redness: new Float32Array(rings) }
  return {
    width: WIDTH,
    height: HEIGHT,
    framesPerSecond: FRAMES_PER_SECOND,
    framesInLoop: coherentBreathing.periodSeconds * FRAMES_PER_SECOND,
    draw: (frame, index) => {
      const fill = coherentBreathing.fill(index / FRAMES_PER_SECOND)
      for (let ring = 0; ring < rings; ring += 1) {
        const [luma, blueness, redness] = toYuv(orbLight(ring / RINGS_PER_PIXEL / HEIGHT, fill))
        profile.luma[ring] = luma
        profile.blueness[ring] = blueness
        profile.redness[ring] = redness
      }
      const pixels = WIDTH * HEIGHT
      lookUp(frame, 0, lumaRing, profile.luma, dither)
      lookUp(frame, pixels, chromaRing, profile.blueness, dither)
      lookUp(frame, pixels * 1.25, chromaRing, profile.redness, dither)
    },
  }
}

/** The ring each sample lies on, for a plane whose samples are `spacing` pixels apart. */
function ringMap(width: number, height: number, spacing: number): Uint16Array {
  const map = new Uint16Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const distance = Math.hypot((x + 0.5) * spacing - WIDTH / 2, (y + 0.5) * spacing - HEIGHT / 2)
      map[y * width + x] = Math.round(distance * RINGS_PER_PIXEL)
    }
  }
  return map
}

function lookUp(
  frame: Uint8Array,
  start: number,
  rings: Uint16Array,
  profile: Float32Array,
  dither: Float32Array,
): void {
  for (let n = 0; n < rings.length; n += 1) {
    frame[start + n] = (profile[rings[n] ?? 0] ?? 0) + (dither[n] ?? 0)
  }
}
