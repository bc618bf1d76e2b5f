import type { Random } from '../../random.ts'
import { CURTAINS, type Curtain, hang } from '../aurora.ts'
import { type Canvas, columns, cover, coverWith, type Field, paint, shine } from '../canvas.ts'
import { colour, ramp } from '../colour.ts'
import { bell, layered, type Relief, relief, smooth } from '../field.ts'
import { stars } from '../stars.ts'

const HORIZON = 0.66

/**
 * Northern lights over a still bay: two green curtains with violet veils, dark hills, and all of it again in the water.
 */
export function auroraSea(canvas: Canvas, random: Random): void {
  const drift = layered(relief(random), 3)
  const ripple = layered(relief(random), 2)
  const mirrored = (v: number) => (v < HORIZON ? v : HORIZON - (v - HORIZON) * 1.55)
  const waved: Field = (u, v) => (v < HORIZON ? u : u + 0.05 * ripple(u * 3, v * 42) * smooth(HORIZON, 1, v))
  const dimmed = (v: number) => (v < HORIZON ? 1 : 0.55)
  paint(canvas, ramp([0, '#070d22'], [0.5, '#0e2138'], [1, '#1d4250']), (_, v) => mirrored(v) / HORIZON)
  stars(canvas, random, 420, HORIZON - 0.02)
  for (const curtain of CURTAINS) {
    const light = curtainLight(canvas, curtain, drift)
    shine(canvas, colour('#58e6a5'), (u, v) => dimmed(v) * light(waved(u, v), mirrored(v)))
    shine(canvas, colour('#8a4fd0'), (u, v) => dimmed(v) * 0.9 * light(waved(u, v), mirrored(v) + 0.13))
  }
  hills(canvas, layered(relief(random), 5), waved)
  shine(canvas, colour('#7fe0b8'), (u, v) => 0.05 * bell(v - HORIZON, 0.012) * bell(u - 0.5, 0.5))
}

/** A curtain is sharp at its hem and fades upwards. */
function curtainLight(canvas: Canvas, curtain: Curtain, drift: Relief): Field {
  const hem = columns(canvas, (u) => hang(curtain, drift, u, 0).hem)
  const glow = columns(canvas, (u) => hang(curtain, drift, u, 0).glow)
  return (u, v) => {
    const above = hem(u) - v
    if (above < -0.05) return 0
    return glow(u) * (above > 0 ? Math.exp(-above / (curtain.height * 0.42)) : bell(above, 0.014))
  }
}

function hills(canvas: Canvas, hill: Relief, waved: Field): void {
  const crest = columns(
    canvas,
    (u) => HORIZON - 0.012 - 0.085 * Math.max(0, 0.25 + hill(u * 1.3 + 2, 0.3)) - 0.05 * smooth(0.9, 1.7, u),
  )
  const land: Field = (u, v) => smooth(-0.0012, 0.0012, v - crest(u)) * smooth(HORIZON + 0.0012, HORIZON - 0.0012, v)
  coverWith(canvas, ramp([0, '#071420'], [1, '#0c2230']), (_, v) => (v - 0.5) * 4, land)
  const mirror: Field = (u, v) => {
    const depth = (HORIZON - crest(waved(u, v))) * 0.62
    return 0.85 * smooth(0.02, -0.004, v - HORIZON - depth) * smooth(HORIZON, HORIZON + 0.002, v)
  }
  cover(canvas, colour('#050f19'), mirror)
}
