import type { Random } from '../../random.ts'
import { type Canvas, columns, cover, coverWith, paint, shine } from '../canvas.ts'
import { colour, ramp } from '../colour.ts'
import { bell, mix, relief, smooth } from '../field.ts'

const FOLDS = 8
const LIT_FOLD = 3

/** Seven lights from feet to face: how far along, how high above the fold, how large. */
const LIGHTS = [
  [0.2, 0.028, 0.6],
  [0.44, 0.036, 0.75],
  [0.68, 0.045, 0.9],
  [0.9, 0.055, 1.15],
  [1.12, 0.05, 1],
  [1.34, 0.042, 0.85],
  [1.56, 0.036, 0.7],
] as const

/** Folds of cloth like a resting body, from peach down to plum; seven small lights rest along one of them. */
export function silk(canvas: Canvas, random: Random): void {
  const drape = relief(random)
  paint(canvas, ramp([0, '#fbe6d6'], [0.4, '#f4c3b4'], [1, '#b78aa6']), (u, v) => v * 1.05 + 0.1 * (1.78 - u))
  const height = (fold: number, u: number) => {
    const share = fold / (FOLDS - 1)
    const body = 0.13 * Math.sin(u * 2.5 + share * 2.4 - 0.4) + 0.05 * Math.sin(u * 5.1 - share * 4.1 + 1)
    return mix(0.27, 0.99, share ** 0.9) + body * mix(0.9, 0.6, share) + 0.08 * drape(u * 1.1 + 3, share * 3.4)
  }
  const tones = ramp([0, '#fad3c0'], [0.25, '#e5a9a8'], [0.5, '#b57f9f'], [0.75, '#7a5488'], [1, '#3b2a57'])
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const share = fold / (FOLDS - 1)
    const line = columns(canvas, (u) => height(fold, u))
    const slope = columns(canvas, (u) => (height(fold, u + 0.02) - height(fold, u - 0.02)) / 0.04)
    cover(canvas, colour('#3b2a57'), (u, v) => 0.3 * smooth(-0.075, 0, v - line(u)) * smooth(0.002, 0, v - line(u)))
    coverWith(
      canvas,
      tones,
      (u, v) => share * 0.78 + 0.06 + 0.22 * smooth(0, 0.2, v - line(u)) + 0.16 * slope(u),
      (u, v) => smooth(-0.0012, 0.0012, v - line(u)),
    )
    cover(canvas, colour('#fff1e2'), (u, v) => mix(0.4, 0.12, share) * bell(v - line(u) - 0.001, 0.0022))
  }
  for (const [u0, lift, size] of LIGHTS) {
    const light = { u: u0, v: height(LIT_FOLD, u0) - lift, reach: 0.28 }
    const away = (u: number, v: number) => Math.hypot(u - light.u, v - light.v)
    shine(
      canvas,
      colour('#ffb27a'),
      (u, v) => size * (0.4 * bell(away(u, v), 0.03 * size) + 0.22 * bell(away(u, v), 0.1 * size)),
      light,
    )
    cover(canvas, colour('#fffaf0'), (u, v) => smooth(0.015, 0.011, away(u, v) / size), light)
  }
}
