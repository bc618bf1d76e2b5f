import type { Random } from '../../random.ts'
import { type Canvas, cover, coverWith, type Field, paint, shine } from '../canvas.ts'
import { colour, ramp } from '../colour.ts'
import { bell, layered, type Relief, relief, smooth } from '../field.ts'

type Bowl = { u: number; v: number; radius: number; turn: number }

const BOWLS: readonly Bowl[] = [
  { u: 0.86, v: 0.53, radius: 0.285, turn: 0.4 },
  { u: 1.36, v: 0.36, radius: 0.165, turn: 1.9 },
  { u: 0.4, v: 0.27, radius: 0.15, turn: 2.8 },
  { u: 1.3, v: 0.78, radius: 0.115, turn: 5.1 },
  { u: 0.33, v: 0.73, radius: 0.19, turn: 4 },
  { u: 1.63, v: 0.62, radius: 0.085, turn: 3.3 },
  { u: 0.66, v: 0.13, radius: 0.07, turn: 0.9 },
]

const BRONZE = ramp([0, '#4a2a1c'], [0.35, '#8f5a2e'], [0.65, '#d09a52'], [0.88, '#f2cf8f'], [1, '#fff0cf'])
const INSIDE = ramp([0, '#2a1519'], [0.4, '#55301f'], [0.75, '#97622f'], [1, '#d9a55f'])

/** Seven bronze bowls seen from above on plum cloth; the one in the middle has just been struck. */
export function bowls(canvas: Canvas, random: Random): void {
  const weave = layered(relief(random), 4)
  const cloth = ramp([0, '#5a3450'], [0.5, '#3f2340'], [1, '#21122a'])
  paint(
    canvas,
    cloth,
    (u, v) => 0.5 * Math.hypot(u - 0.6, v - 0.2) + 0.12 * weave(u * 2, v * 2) + 0.03 * weave(u * 30, v * 90) + 0.1,
  )
  for (const bowl of BOWLS) shade(canvas, bowl)
  ripples(canvas)
  for (const bowl of BOWLS) cast(canvas, bowl, weave)
}

function shade(canvas: Canvas, { u: u0, v: v0, radius }: Bowl): void {
  cover(
    canvas,
    colour('#150a1b'),
    (u, v) => 0.75 * smooth(radius * 1.5, radius * 0.75, Math.hypot(u - u0 - radius * 0.22, v - v0 - radius * 0.3)),
    { u: u0, v: v0, reach: radius * 2 },
  )
}

/** Sound made visible: fine rings around the struck bowl, fading as they go. */
function ripples(canvas: Canvas): void {
  const [struck] = BOWLS
  if (!struck) return
  shine(canvas, colour('#e9b878'), (u, v) => {
    const beyond = Math.hypot(u - struck.u, v - struck.v) - struck.radius
    if (beyond < 0) return 0
    return 0.16 * Math.exp(-beyond * 4.5) * Math.max(0, Math.sin(beyond * 92)) ** 6
  })
}

/** Rim and inside of a bowl, each with the cone-shaped sheen of turned metal. */
function cast(canvas: Canvas, bowl: Bowl, weave: Relief): void {
  const { u: u0, v: v0, radius, turn } = bowl
  const area = { u: u0, v: v0, reach: radius * 1.05 }
  const reach: Field = (u, v) => Math.hypot(u - u0, v - v0) / radius
  const angle: Field = (u, v) => Math.atan2(v - v0, u - u0)
  const soft = 0.0015 / radius
  const within =
    (size: number): Field =>
    (u, v) =>
      smooth(size + soft, size - soft, reach(u, v))
  const sheen: Field = (u, v) => {
    const cone = 0.28 * Math.cos(2 * (angle(u, v) - turn)) + 0.2 * Math.cos(angle(u, v) + 2.3)
    return 0.5 + cone + 0.07 * weave(reach(u, v) * 26, turn)
  }
  const roundness: Field = (u, v) => bell(reach(u, v) - 0.945, 0.035)
  const depth: Field = (u, v) => {
    const lit = ((u - u0) * 0.6 + (v - v0) * 0.8) / radius
    const shading = 0.5 * lit + 0.3 * (sheen(u, v) - 0.5)
    return 0.36 + shading * reach(u, v) + 0.03 * Math.sin(reach(u, v) * 60)
  }
  const gleam: Field = (u, v) => {
    const facing = Math.max(0, Math.cos(angle(u, v) - 0.9))
    return 0.5 * facing ** 5 * bell(reach(u, v) - 0.74, 0.1) + 0.2 * facing ** 9 * bell(reach(u, v) - 0.45, 0.16)
  }
  coverWith(canvas, BRONZE, (u, v) => sheen(u, v) * 0.85, within(1), area)
  coverWith(canvas, BRONZE, (u, v) => 0.35 + sheen(u, v) * 0.75, roundness, area)
  coverWith(canvas, INSIDE, depth, within(0.9), area)
  shine(canvas, colour('#ffd596'), gleam, area)
}
