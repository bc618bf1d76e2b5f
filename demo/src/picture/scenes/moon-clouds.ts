import { between, type Random } from '../../random.ts'
import { type Canvas, cover, coverWith, paint, shine } from '../canvas.ts'
import { colour, type Ramp, ramp } from '../colour.ts'
import { bell, layered, mix, type Relief, relief, smooth } from '../field.ts'
import { stars } from '../stars.ts'

const MOON = { u: 1.2, v: 0.31, reach: 0.6 }
const RADIUS = 0.11

/** Banks of cloud from far to near: their lit tops and their depths. */
const BANKS: readonly Ramp[] = [
  ramp([0, '#d3c6e6'], [0.5, '#9389bd'], [1, '#6f68a4']),
  ramp([0, '#b9aede'], [0.5, '#7a72ad'], [1, '#585693']),
  ramp([0, '#9a92cc'], [0.5, '#625e9d'], [1, '#464882']),
  ramp([0, '#7a74b4'], [0.5, '#4b4a88'], [1, '#34386c']),
  ramp([0, '#575596'], [0.5, '#363a74'], [1, '#232856']),
  ramp([0, '#3b3d7a'], [0.5, '#23285a'], [1, '#131737']),
]

/** A full moon over a sea of clouds, from indigo above to lilac where its light lies. */
export function moonClouds(canvas: Canvas, random: Random): void {
  const vapour = layered(relief(random), 3)
  const maria = layered(relief(random), 3)
  paint(
    canvas,
    ramp([0, '#0c1130'], [0.45, '#222a5e'], [0.8, '#504c8b'], [1, '#8274ad']),
    (u, v) => v * 1.35 + 0.05 * vapour(u, v * 2),
  )
  stars(canvas, random, 240, 0.5)
  shine(
    canvas,
    colour('#8f8fd8'),
    (u, v) => 0.2 * bell(moonDistance(u, v), 0.34) + 0.3 * bell(Math.max(0, moonDistance(u, v) - RADIUS), 0.05),
  )
  const face = ramp([0, '#b9b3d6'], [0.55, '#e9e2ee'], [1, '#fffaf0'])
  coverWith(
    canvas,
    face,
    (u, v) => 0.7 + 0.7 * maria(u * 8 + 3, v * 8) - 1.2 * (u - MOON.u + v - MOON.v),
    (u, v) => smooth(RADIUS + 0.0012, RADIUS - 0.0012, moonDistance(u, v)),
    MOON,
  )
  BANKS.forEach((cloud, bank) => {
    const near = bank / (BANKS.length - 1)
    for (const puff of puffs(random, near)) billow(canvas, puff, cloud, vapour)
    cover(canvas, colour('#a89bd4'), (_, v) => 0.16 * (1 - near) * smooth(0.5, 0.62, v))
  })
}

function moonDistance(u: number, v: number): number {
  return Math.hypot(u - MOON.u, v - MOON.v)
}

type Puff = { u: number; v: number; radius: number }

/** The heaps of one bank, the higher ones first so that the lower ones lie in front. */
function puffs(random: Random, near: number): Puff[] {
  const heaps: Puff[] = []
  const hump = between(random, 0, 6)
  for (let u = -0.1; u < 1.9; u += between(random, 0.25, 0.6) * mix(0.085, 0.17, near)) {
    const rise = 0.5 + 0.5 * Math.sin(u * 2.7 + hump) * Math.sin(u * 1.1 + hump * 2)
    const radius = mix(0.045, 0.13, near) * between(random, 0.55, 1.2)
    const v = mix(0.63, 1.02, near) - mix(0.07, 0.15, near) * rise
    heaps.push({ u, v: v - radius * 0.3, radius }, { u: u + radius * 0.5, v: v + radius * 0.55, radius: radius * 1.35 })
  }
  return heaps.sort((a, b) => a.v - b.v)
}

/** A heap of vapour: lit from the moon's side, frayed at its edge, lost in the bank at its foot. */
function billow(canvas: Canvas, { u: u0, v: v0, radius }: Puff, cloud: Ramp, vapour: Relief): void {
  const hidden = 0.3 * (1 - bell(u0 - MOON.u, 0.7))
  const towards = Math.atan2(MOON.v - v0, MOON.u - u0)
  const fray = (u: number, v: number) => 0.26 * vapour((u * 1.1) / radius, (v * 1.1) / radius)
  coverWith(
    canvas,
    cloud,
    (u, v) => {
      const lit = ((u - u0) * Math.cos(towards) + (v - v0) * Math.sin(towards)) / radius
      return 0.42 - 0.36 * lit + 0.3 * fray(u, v) + hidden
    },
    (u, v) => {
      const away = Math.hypot(u - u0, v - v0) / radius
      return away > 1.2 ? 0 : 0.92 * smooth(1, 0.8, away + fray(u, v))
    },
    { u: u0, v: v0, reach: radius * 1.2 },
  )
}
