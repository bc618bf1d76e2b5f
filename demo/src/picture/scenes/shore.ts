import type { Random } from '../../random.ts'
import { type Canvas, cover, coverWith, type Field, paint } from '../canvas.ts'
import { colour, ramp } from '../colour.ts'
import { bell, layered, type Relief, relief, smooth } from '../field.ts'

/** A beach seen from far above: sand, wet sand, lines of foam, and water that deepens to teal. */
export function shore(canvas: Canvas, random: Random): void {
  const swell = layered(relief(random), 3)
  const lace = layered(relief(random), 3)
  const seaward: Field = (u, v) => (u * 0.45 + v - 0.78) * 0.9 + 0.07 * swell(u * 1.3, v * 1.3)
  const sand = ramp([0, '#f5e6cf'], [0.5, '#ecd3b2'], [0.78, '#d6b48e'], [0.9, '#b9936f'], [1, '#ab8563'])
  paint(
    canvas,
    sand,
    (u, v) => 0.82 + seaward(u, v) * 1.3 + 0.05 * lace(u * 40, v * 40) + 0.07 * swell(u * 3 + 4, v * 9),
  )
  const water = ramp([0, '#b4dfd0'], [0.14, '#6cc0b5'], [0.4, '#2a8d93'], [0.72, '#135f74'], [1, '#0b3f59'])
  coverWith(
    canvas,
    water,
    (u, v) => seaward(u, v) * 1.25 + 0.06 * swell(u * 2.4 + 9, v * 2.4) + 0.016 * lace(u * 11, v * 26),
    (u, v) => 0.5 * smooth(-0.012, 0, seaward(u, v)) + 0.5 * smooth(0, 0.11, seaward(u, v)),
  )
  for (const line of FOAM) foam(canvas, line, seaward, lace)
}

type Foam = { at: number; width: number; strength: number; warp: number }

const FOAM: readonly Foam[] = [
  { at: 0, width: 0.05, strength: 0.95, warp: 0 },
  { at: 0.115, width: 0.085, strength: 0.7, warp: 0.035 },
  { at: 0.29, width: 0.07, strength: 0.36, warp: 0.05 },
  { at: 0.47, width: 0.05, strength: 0.16, warp: 0.05 },
]

/** A line of foam: a bright lip on the land side, and behind it a net of bubbles that opens and fades. */
function foam(canvas: Canvas, { at, width, strength, warp }: Foam, seaward: Field, lace: Relief): void {
  cover(canvas, colour('#fdf9ef'), (u, v) => {
    const behind = seaward(u, v) - at + warp * lace(u * 1.6 + at * 70, v * 1.6) + 0.008 * lace(u * 9, v * 9 + at)
    if (behind < -0.008 || behind > width) return 0
    const net = bell(lace(u * 15 + at * 90, v * 15), 0.085) + 0.6 * bell(lace(u * 31, v * 31 + at * 40), 0.1)
    const fading = smooth(width, width * 0.1, behind)
    const lip = bell(behind, width * 0.13) * (0.75 + 0.5 * lace(u * 4, v * 4 + at * 9))
    return strength * smooth(-0.004, 0.002, behind) * Math.max(lip, net * fading ** 1.5 * 0.85)
  })
}
