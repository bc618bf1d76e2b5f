import { type Colour, encoded } from '../picture/colour.ts'
import type { Random } from '../random.ts'

/** Luma and chroma in 8-bit steps, not yet rounded. */
type Yuv = readonly [luma: number, blueness: number, redness: number]

/** Linear light to BT.709 limited range. */
export function toYuv([red, green, blue]: Colour): Yuv {
  const r = encoded(red)
  const g = encoded(green)
  const b = encoded(blue)
  const luma = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return [16 + 219 * luma, 128 + (224 * (b - luma)) / 1.8556, 128 + (224 * (r - luma)) / 1.5748]
}

/**
 * One still pattern of thresholds in [0, 1): added before rounding down it turns the steps of a gradient into grain
 * that costs an encoder nothing.
 */
export function ditherPattern(length: number, random: Random): Float32Array {
  return Float32Array.from({ length }, () => random())
}
