import { type Canvas, paintWith } from '../canvas.ts'
import { type Colour, colour, ramp, rampColour } from '../colour.ts'
import { bell, mix, smooth } from '../field.ts'

/** Radius of the orb with empty and with full lungs; the height of the picture is 1. */
const EMPTY_RADIUS = 0.09
const FULL_RADIUS = 0.24
/** The width over which outlines soften. */
const EDGE = 0.003

const DEEP = ramp([0, '#1c6a70'], [0.4, '#124b58'], [1, '#08222f'])
const WARM = ramp([0, '#fff6e6'], [0.5, '#ffe2c2'], [0.82, '#ffc19d'], [1, '#f6a187'])
const HALO = colour('#ff9c78')
const GUIDE = colour('#d9efe2')

/**
 * How far each shell reaches beyond the orb, its colour and how much it covers: seafoam outside, peach near the light.
 */
const SHELLS = [
  { reach: 1.05, tint: colour('#5fb3ac'), strength: 0.16 },
  { reach: 0.76, tint: colour('#7cc2b4'), strength: 0.17 },
  { reach: 0.49, tint: colour('#e9c3a6'), strength: 0.22 },
  { reach: 0.24, tint: colour('#ffcfae'), strength: 0.34 },
] as const

/** The cover of the coherent-breathing film: one of its moments, the lungs two thirds full. */
export function breathOrb(canvas: Canvas): void {
  paintWith(canvas, (u, v) => orbLight(Math.hypot(u - 8 / 9, v - 0.5), 0.66))
}

/**
 * The light at a distance from the middle while the lungs are `fill` (0 to 1) full: a warm orb in deep teal water with
 * shells that spread as it grows, and a hairline where the breath will turn.
 */
export function orbLight(distance: number, fill: number): Colour {
  const radius = mix(EMPTY_RADIUS, FULL_RADIUS, fill)
  let light = rampColour(DEEP, distance * 0.85 - 0.06 * fill)
  for (const { reach, tint, strength } of SHELLS) {
    const rim = radius * (1 + reach * mix(0.55, 1, fill))
    const body = mix(0.25, 1, smooth(rim * 0.55, rim, distance))
    light = over(light, tint, strength * body * smooth(rim + EDGE, rim - EDGE, distance))
  }
  const glow = mix(0.35, 0.55, fill) * bell(Math.max(0, distance - radius * 0.85), mix(0.07, 0.13, fill))
  light = [light[0] + HALO[0] * glow, light[1] + HALO[1] * glow, light[2] + HALO[2] * glow]
  light = over(light, GUIDE, 0.32 * bell(distance - FULL_RADIUS - 0.012, 0.0018))
  return over(light, rampColour(WARM, distance / (radius * 1.08)), smooth(radius + EDGE, radius - EDGE, distance))
}

function over(below: Colour, above: Colour, share: number): Colour {
  return [mix(below[0], above[0], share), mix(below[1], above[1], share), mix(below[2], above[2], share)]
}
