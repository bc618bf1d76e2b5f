import type { Random } from '../../random.ts'
import { type Canvas, cover, coverWith, type Field, paint, shine } from '../canvas.ts'
import { colour, ramp } from '../colour.ts'
import { bell, layered, type Relief, relief, smooth } from '../field.ts'

const CENTRE_U = 0.99
const CENTRE_V = 0.6
const RADIUS = 0.5

const STEEL = ramp(
  [0, '#222c4d'],
  [0.28, '#3a4b78'],
  [0.46, '#6c6a9a'],
  [0.62, '#a8789c'],
  [0.8, '#e0a086'],
  [1, '#ffdfae'],
)

/**
 * A handpan from above in the last light: blued steel that runs to violet and gold at the rim, eight tone fields round
 * a dome.
 */
export function handpanDusk(canvas: Canvas, random: Random): void {
  const texture = layered(relief(random), 4)
  cloth(canvas, texture)
  shell(canvas, texture)
  for (let field = 0; field < 8; field += 1) dimple(canvas, (field / 8) * 2 * Math.PI + 0.35)
  dome(canvas)
}

function cloth(canvas: Canvas, texture: Relief): void {
  const evening = ramp([0, '#c98f8e'], [0.35, '#8d5c7c'], [0.7, '#513763'], [1, '#2b2044'])
  const weave: Field = (u, v) => 0.06 * texture(u * 1.5, v * 1.5) + 0.02 * texture(u * 60, v * 25)
  paint(canvas, evening, (u, v) => 0.42 * Math.hypot(u + 0.1, v) + 0.1 * v + weave(u, v))
  const shadow: Field = (u, v) => Math.hypot(u - CENTRE_U - 0.06, v - CENTRE_V - 0.07) / RADIUS
  cover(canvas, colour('#140d24'), (u, v) => 0.8 * smooth(1.32, 0.85, shadow(u, v)))
}

function shell(canvas: Canvas, texture: Relief): void {
  const reach: Field = (u, v) => Math.hypot(u - CENTRE_U, v - CENTRE_V) / RADIUS
  const lit: Field = (u, v) => (CENTRE_U - u + (CENTRE_V - v) * 1.2) / RADIUS
  const tint: Field = (u, v) => {
    const patina = 0.05 * texture(u * 5, v * 5) + 0.02 * texture(u * 50, v * 50)
    return 0.34 + 0.27 * lit(u, v) + 0.2 * reach(u, v) ** 4 + patina
  }
  coverWith(canvas, STEEL, tint, (u, v) => smooth(1.004, 0.996, reach(u, v)))
  shine(canvas, colour('#ffd3a0'), (u, v) => 0.4 * bell(reach(u, v) - 0.985, 0.012) * smooth(-0.5, 1, lit(u, v)))
}

/** A tone field on the ring: an oval hammered flat, with a small dent in the middle. */
function dimple(canvas: Canvas, angle: number): void {
  const u0 = CENTRE_U + Math.cos(angle) * RADIUS * 0.67
  const v0 = CENTRE_V + Math.sin(angle) * RADIUS * 0.67
  const size = 0.088 + 0.012 * Math.cos(angle - 1)
  const oval = (u: number, v: number) => {
    const out = (u - u0) * Math.cos(angle) + (v - v0) * Math.sin(angle)
    const round = (v - v0) * Math.cos(angle) - (u - u0) * Math.sin(angle)
    return Math.hypot(out / 1.18, round) / size
  }
  const area = { u: u0, v: v0, reach: size * 1.6 }
  const slope = (u: number, v: number) => (u - u0 + (v - v0) * 1.2) / size
  cover(canvas, colour('#141a33'), (u, v) => 0.5 * bell(oval(u, v) - 0.94, 0.1) * smooth(0.6, -1, slope(u, v)), area)
  shine(canvas, colour('#f5c7a0'), (u, v) => 0.3 * bell(oval(u, v) - 0.94, 0.09) * smooth(-0.6, 1.2, slope(u, v)), area)
  cover(
    canvas,
    colour('#1b2340'),
    (u, v) => 0.55 * smooth(0.44, 0.36, oval(u, v)) * smooth(0.5, -0.6, slope(u, v) * 1.6),
    area,
  )
  shine(
    canvas,
    colour('#f7d2ae'),
    (u, v) => 0.34 * smooth(0.44, 0.36, oval(u, v)) * smooth(-0.1, 0.7, slope(u, v)),
    area,
  )
}

/** The dome in the middle: it rises softly out of the shell and bears a dimple of its own. */
function dome(canvas: Canvas): void {
  const area = { u: CENTRE_U, v: CENTRE_V, reach: 0.26 }
  const reach = (u: number, v: number) => Math.hypot(u - CENTRE_U, v - CENTRE_V)
  const towards = (u: number, v: number) => (CENTRE_U - u + (CENTRE_V - v) * 1.2) / 0.15
  cover(
    canvas,
    colour('#11172e'),
    (u, v) => 0.5 * bell(reach(u, v) - 0.14, 0.05) * smooth(0.5, -1.3, towards(u, v)),
    area,
  )
  shine(
    canvas,
    colour('#ffd0a4'),
    (u, v) => 0.34 * bell(reach(u, v) - 0.115, 0.045) * smooth(-0.2, 1.4, towards(u, v)),
    area,
  )
  cover(
    canvas,
    colour('#1b2340'),
    (u, v) => 0.5 * smooth(0.06, 0.052, reach(u, v)) * smooth(-0.5, 0.5, towards(u, v)),
    area,
  )
  shine(
    canvas,
    colour('#f7d2ae'),
    (u, v) => 0.3 * smooth(0.06, 0.052, reach(u, v)) * smooth(0.1, -0.6, towards(u, v)),
    area,
  )
}
