import { between, type Random } from '../random.ts'
import type { Canvas } from './canvas.ts'
import { colour } from './colour.ts'

/** Scatters stars down to `lowest`, fewer and fainter towards the horizon; some warm, some cool. */
export function stars(canvas: Canvas, random: Random, count: number, lowest: number): void {
  const tints = [colour('#ffffff'), colour('#cfd8ff'), colour('#ffe7d0')] as const
  for (let index = 0; index < count; index += 1) {
    const height = random() ** 1.4
    const x = Math.floor(between(random, 1, canvas.width - 2))
    const y = Math.floor(1 + height * lowest * canvas.height)
    const strength = 0.75 * (1 - height) * random() ** 2.5 + 0.05
    const tint = tints[index % tints.length] ?? tints[0]
    for (const [dx, dy, share] of SPREAD) {
      const offset = ((y + dy) * canvas.width + x + dx) * 3
      for (let channel = 0; channel < 3; channel += 1) {
        canvas.light[offset + channel] = (canvas.light[offset + channel] ?? 0) + (tint[channel] ?? 0) * strength * share
      }
    }
  }
}

const SPREAD = [
  [0, 0, 1],
  [1, 0, 0.3],
  [-1, 0, 0.3],
  [0, 1, 0.3],
  [0, -1, 0.3],
] as const
