import { between, type Random } from '../../random.ts'
import { type Canvas, cover, type Field, paint, shine } from '../canvas.ts'
import { colour, ramp } from '../colour.ts'
import { bell, layered, relief, smooth } from '../field.ts'

const TILT = -0.42
const VEIN_GAP = 0.145

type Drop = { u: number; v: number; radius: number }

/** One broad leaf close up after the first minutes of rain: ribs, and drops that each hold a little light. */
export function leaf(canvas: Canvas, random: Random): void {
  const tissue = layered(relief(random), 4)
  const green = ramp([0, '#0d2f28'], [0.3, '#18503f'], [0.55, '#2f7a55'], [0.8, '#66a56c'], [1, '#b3d196'])
  paint(canvas, green, (u, v) => {
    const { along, across } = onLeaf(u, v)
    const bulge = Math.abs(Math.sin(Math.PI * veinPlace(along, across)))
    const light = 0.62 - 0.34 * v + 0.26 * (u - 0.9) + (across > 0 ? -0.1 : 0.02)
    return light * 0.8 + 0.13 * bulge ** 0.7 + 0.06 * tissue(u * 9, v * 9) + 0.025 * tissue(u * 40, v * 40)
  })
  cover(canvas, colour('#b7d3a4'), (u, v) => {
    const { along, across } = onLeaf(u, v)
    const side = veinPlace(along, across)
    const nearest = Math.abs(side - Math.round(side)) * VEIN_GAP
    const thin = 0.42 * bell(nearest, 0.0035 * smooth(1.2, 0, Math.abs(across)) + 0.001)
    return Math.max(thin, 0.75 * bell(across, 0.009), 0.25 * bell(across, 0.022))
  })
  for (const drop of scattered(random)) lay(canvas, drop)
}

function onLeaf(u: number, v: number) {
  const x = u - 0.72
  const y = v - 0.56
  return {
    along: x * Math.cos(TILT) + y * Math.sin(TILT),
    across: y * Math.cos(TILT) - x * Math.sin(TILT) + 0.04 * x * x,
  }
}

/** Whole numbers lie on a side rib. The ribs leave the middle at a slant and bend forward. */
function veinPlace(along: number, across: number): number {
  const reach = Math.abs(across)
  return (along - reach * 0.75 + reach * reach * 0.25) / VEIN_GAP + (across > 0 ? 0.5 : 0)
}

/** Drops of many sizes that never touch. */
function scattered(random: Random): Drop[] {
  const drops: Drop[] = []
  for (let attempt = 0; attempt < 230; attempt += 1) {
    const drop = { u: between(random, 0, 1.78), v: between(random, 0, 1), radius: 0.009 + 0.05 * random() ** 4 }
    const apart = (other: Drop) => Math.hypot(drop.u - other.u, drop.v - other.v) > (drop.radius + other.radius) * 1.25
    if (drops.every(apart)) drops.push(drop)
  }
  return drops
}

/** A drop is a lens: its shadow lies below, its top is dark, its foot gathers the light, and the sky glints in it. */
function lay(canvas: Canvas, drop: Drop): void {
  const { radius } = drop
  const area = { u: drop.u, v: drop.v, reach: radius * 1.8 }
  const from = (right: number, down: number): Field => {
    return (u, v) => Math.hypot(u - drop.u - right * radius, v - drop.v - down * radius) / radius
  }
  const edge = from(0, 0)
  const shadow = from(0.16, 0.22)
  const foot = from(0.28, 0.42)
  const glint = from(-0.36, -0.4)
  const inside: Field = (u, v) => smooth(1, 0.93, edge(u, v))
  cover(canvas, colour('#06201b'), (u, v) => 0.55 * smooth(1.35, 0.7, shadow(u, v)), area)
  cover(
    canvas,
    colour('#123f33'),
    (u, v) => 0.55 * inside(u, v) * smooth(0.6, -0.9, (v - drop.v + 0.4 * (u - drop.u)) / radius),
    area,
  )
  shine(canvas, colour('#d8f0bd'), (u, v) => 0.55 * inside(u, v) * bell(foot(u, v), 0.5), area)
  shine(canvas, colour('#f4fbf4'), (u, v) => 0.95 * bell(glint(u, v), 0.15), area)
}
