import { type Canvas, cover, coverWith, paint, shine } from '../canvas.ts'
import { colour, ramp } from '../colour.ts'
import { bell, mix, smooth } from '../field.ts'

const CENTRE_U = 8 / 9
const CENTRE_V = 0.5
const OUTER = 0.375
const CORNER = 0.11
const LAYERS = 7

/**
 * Box breathing: a rounded square with a bead at each corner, and within it squares of light that turn and warm towards
 * the middle.
 */
export function breathBox(canvas: Canvas): void {
  const deep = ramp([0, '#20646f'], [0.5, '#14465a'], [1, '#0a2334'])
  paint(canvas, deep, (u, v) => Math.hypot(u - CENTRE_U, v - CENTRE_V) * 0.75 + (v - 0.4) * 0.3)
  shine(canvas, colour('#ff9c78'), (u, v) => 0.16 * bell(Math.hypot(u - CENTRE_U, v - CENTRE_V), 0.36))
  const tones = ramp([0, '#4da39f'], [0.35, '#a9bfa6'], [0.6, '#fbb894'], [1, '#fff0da'])
  for (let layer = 0; layer < LAYERS; layer += 1) {
    const share = layer / (LAYERS - 1)
    const half = mix(0.315, 0.085, share)
    const outside = (u: number, v: number) => squareDistance(u, v, half, half * 0.36, share * 0.785)
    coverWith(
      canvas,
      tones,
      (_, v) => share + 0.14 - 0.3 * (v - 0.4),
      (u, v) => mix(0.2, 0.9, share ** 1.3) * smooth(0.0025, -0.0025, outside(u, v)),
    )
    cover(canvas, colour('#ffeeda'), (u, v) => 0.28 * bell(outside(u, v), 0.0018))
  }
  cover(canvas, colour('#cfe3d6'), (u, v) => 0.5 * bell(squareDistance(u, v, OUTER, CORNER, 0), 0.002))
  const bend = OUTER - CORNER + CORNER * Math.SQRT1_2
  for (const [right, down, glow] of [
    [-1, -1, 1],
    [1, -1, 0.75],
    [1, 1, 0.5],
    [-1, 1, 0.35],
  ] as const) {
    const bead = { u: CENTRE_U + right * bend, v: CENTRE_V + down * bend, reach: 0.16 }
    const away = (u: number, v: number) => Math.hypot(u - bead.u, v - bead.v)
    shine(canvas, colour('#ffac85'), (u, v) => 0.6 * glow * bell(away(u, v), 0.045), bead)
    cover(canvas, colour('#fff5e6'), (u, v) => smooth(0.0145, 0.0115, away(u, v)), bead)
  }
}

/** Signed distance to a square with rounded corners, turned about the centre. */
function squareDistance(u: number, v: number, half: number, corner: number, angle: number): number {
  const x = u - CENTRE_U
  const y = v - CENTRE_V
  const across = Math.abs(x * Math.cos(angle) + y * Math.sin(angle)) - half + corner
  const down = Math.abs(y * Math.cos(angle) - x * Math.sin(angle)) - half + corner
  return Math.hypot(Math.max(across, 0), Math.max(down, 0)) + Math.min(Math.max(across, down), 0) - corner
}
