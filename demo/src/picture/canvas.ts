import type { Random } from '../random.ts'
import { type Colour, encoded, type Ramp, rampIndex } from './colour.ts'

/** Linear-light pixels, row by row, three values each. */
export type Canvas = { width: number; height: number; light: Float32Array }

/**
 * A value for a place on the picture: `v` runs 0 to 1 from top to bottom, `u` likewise from the left, in the same unit
 * (so to 16/9).
 */
export type Field = (u: number, v: number) => number

const GRAIN = 0.012

/** A square of the picture, in the same unit: what lies outside is not touched, and costs nothing. */
type Area = { u: number; v: number; reach: number }

export function createCanvas(width: number, height: number): Canvas {
  return { width, height, light: new Float32Array(width * height * 3) }
}

/** Paints every pixel with the ramp's colour at the field's value. */
export function paint(canvas: Canvas, ramp: Ramp, at: Field): void {
  coverWith(canvas, ramp, at, () => 1)
}

/** Paints every pixel with the colour that the field gives. */
export function paintWith(canvas: Canvas, colourAt: (u: number, v: number) => Colour): void {
  eachPixel(canvas, undefined, (offset, u, v) => {
    canvas.light.set(colourAt(u, v), offset)
  })
}

/** Lays one colour over the picture; the field says how much of it covers (0 to 1). */
export function cover(canvas: Canvas, [red, green, blue]: Colour, coverage: Field, area?: Area): void {
  eachPixel(canvas, area, (offset, u, v) => {
    const share = coverage(u, v)
    if (share > 0) blend(canvas.light, offset, red, green, blue, share)
  })
}

/** Lays a ramp over the picture: one field chooses the colour, the other how much of it covers. */
export function coverWith(canvas: Canvas, ramp: Ramp, at: Field, coverage: Field, area?: Area): void {
  eachPixel(canvas, area, (offset, u, v) => {
    const share = coverage(u, v)
    if (share <= 0) return
    const index = rampIndex(at(u, v))
    blend(canvas.light, offset, ramp[index] ?? 0, ramp[index + 1] ?? 0, ramp[index + 2] ?? 0, share)
  })
}

/** Adds light of one colour. */
export function shine(canvas: Canvas, [red, green, blue]: Colour, strength: Field, area?: Area): void {
  const { light } = canvas
  eachPixel(canvas, area, (offset, u, v) => {
    const amount = strength(u, v)
    if (amount <= 0) return
    light[offset] = (light[offset] ?? 0) + red * amount
    light[offset + 1] = (light[offset + 1] ?? 0) + green * amount
    light[offset + 2] = (light[offset + 2] ?? 0) + blue * amount
  })
}

/** Computes a curve over `u` once for every column: skylines are asked for in every row. */
export function columns(canvas: Canvas, curve: (u: number) => number): (u: number) => number {
  const values = Float64Array.from({ length: canvas.width }, (_, x) => curve((x + 0.5) / canvas.height))
  const last = canvas.width - 1
  return (u) => values[Math.max(0, Math.min(last, Math.floor(u * canvas.height)))] ?? 0
}

/**
 * Develops the picture: corners a little darker, highlights rolled off, fine film grain (which also hides banding).
 * Returns 8-bit sRGB, row by row.
 */
export function develop(canvas: Canvas, random: Random): Uint8Array {
  const { light } = canvas
  const rgb = new Uint8ClampedArray(light.length)
  const centreU = canvas.width / canvas.height / 2
  eachPixel(canvas, undefined, (offset, u, v) => {
    const reach = ((u - centreU) / centreU) ** 2 + ((v - 0.5) / 0.5) ** 2
    const lens = 1 - 0.1 * reach
    const speck = (random() + random() - 1) * GRAIN
    rgb[offset] = 255 * (encoded((light[offset] ?? 0) * lens) + speck)
    rgb[offset + 1] = 255 * (encoded((light[offset + 1] ?? 0) * lens) + speck)
    rgb[offset + 2] = 255 * (encoded((light[offset + 2] ?? 0) * lens) + speck)
  })
  return new Uint8Array(rgb.buffer)
}

function eachPixel(
  { width, height }: Canvas,
  area: Area | undefined,
  visit: (offset: number, u: number, v: number) => void,
): void {
  const unit = 1 / height
  const left = area ? Math.max(0, Math.floor((area.u - area.reach) * height)) : 0
  const right = area ? Math.min(width, Math.ceil((area.u + area.reach) * height)) : width
  const top = area ? Math.max(0, Math.floor((area.v - area.reach) * height)) : 0
  const bottom = area ? Math.min(height, Math.ceil((area.v + area.reach) * height)) : height
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) visit((y * width + x) * 3, (x + 0.5) * unit, (y + 0.5) * unit)
  }
}

function blend(light: Float32Array, offset: number, red: number, green: number, blue: number, coverage: number): void {
  const share = Math.min(coverage, 1)
  const rest = 1 - share
  light[offset] = (light[offset] ?? 0) * rest + red * share
  light[offset + 1] = (light[offset + 1] ?? 0) * rest + green * share
  light[offset + 2] = (light[offset + 2] ?? 0) * rest + blue * share
}
