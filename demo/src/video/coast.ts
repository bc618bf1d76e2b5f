import { colour } from '../picture/colour.ts'
import { bell, layered, relief, smooth } from '../picture/field.ts'
import { between, type Random } from '../random.ts'
import type { Still } from './enlarge.ts'
import { ditherPattern, toYuv } from './yuv.ts'

/** Where sky and water meet; the height of the picture is 1. */
export const HORIZON = 0.66

const LAND = toYuv(colour('#081823'))

/**
 * What stands still in the film of the northern lights: dark hills and their dark in the water, stars, and the grain.
 */
export function coast(width: number, height: number, random: Random): { luma: Still; blueness: Still; redness: Still } {
  const hill = layered(relief(random), 5)
  const crest = (u: number) =>
    HORIZON - 0.012 - 0.085 * Math.max(0, 0.25 + hill(u * 1.3 + 2, 0.3)) - 0.05 * smooth(0.9, 1.7, u)
  const dither = ditherPattern(width * height, random)
  const plane = (value: number, spacing: number) =>
    land(width / spacing, height / spacing, height / spacing, crest, value, dither)
  const luma = plane(LAND[0], 1)
  scatterStars(luma, width, height, crest, random)
  return { luma, blueness: plane(LAND[1], 2), redness: plane(LAND[2], 2) }
}

function land(
  width: number,
  height: number,
  unit: number,
  crest: (u: number) => number,
  value: number,
  dither: Float32Array,
): Still {
  const still = { keep: new Float32Array(width * height), add: new Float32Array(width * height) }
  for (let x = 0; x < width; x += 1) {
    const top = crest((x + 0.5) / unit)
    const foot = HORIZON + (HORIZON - top) * 0.62
    for (let y = 0; y < height; y += 1) {
      const v = (y + 0.5) / unit
      const hills = smooth(-0.0012, 0.0012, v - top) * smooth(HORIZON + 0.0012, HORIZON - 0.0012, v)
      const mirror = 0.85 * smooth(0.02, -0.004, v - foot) * smooth(HORIZON, HORIZON + 0.002, v)
      const covered = Math.max(hills, mirror)
      const n = y * width + x
      still.keep[n] = 1 - covered
      still.add[n] = value * covered + (dither[n] ?? 0)
    }
  }
  return still
}

/** Small soft points, fewer and fainter towards the hills. */
function scatterStars(luma: Still, width: number, height: number, crest: (u: number) => number, random: Random): void {
  for (let star = 0; star < 360; star += 1) {
    const rise = random() ** 1.4
    const x0 = between(random, 2, width - 2)
    const y0 = rise * crest(x0 / height) * height
    const brightness = 12 + 150 * (1 - rise) * random() ** 3
    for (let y = Math.max(0, Math.floor(y0) - 2); y <= y0 + 2; y += 1) {
      for (let x = Math.floor(x0) - 2; x <= x0 + 2; x += 1) {
        const n = y * width + x
        luma.add[n] = (luma.add[n] ?? 0) + brightness * bell(Math.hypot(x - x0, y - y0), 0.85) * (luma.keep[n] ?? 0)
      }
    }
  }
}
