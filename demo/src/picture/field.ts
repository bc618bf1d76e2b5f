import type { Random } from '../random.ts'

/** Eased step from 0 at `from` to 1 at `to` (also downwards when `from` is the greater). */
export function smooth(from: number, to: number, value: number): number {
  const share = (value - from) / (to - from)
  if (share <= 0) return 0
  if (share >= 1) return 1
  return share * share * (3 - 2 * share)
}

export function mix(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

/** A bell curve of height 1 around 0. */
export function bell(distance: number, width: number): number {
  return Math.exp(-((distance / width) ** 2))
}

/** Smooth random relief, about [-1, 1] before octaves are summed. */
export type Relief = (x: number, y: number) => number

/**
 * Ken Perlin's improved gradient noise (2002) in two dimensions: 256 seeded directions, the whole field repeats after
 * 256.
 */
export function relief(random: Random): Relief {
  const order = shuffled(random)
  const eastward = Float64Array.from(order, (direction) => 1.4 * Math.cos((direction * Math.PI) / 128))
  const downward = Float64Array.from(order, (direction) => 1.4 * Math.sin((direction * Math.PI) / 128))
  return (x, y) => {
    const column = Math.floor(x)
    const row = Math.floor(y)
    const dx = x - column
    const dy = y - row
    const west = order[column & 255] ?? 0
    const east = order[(column + 1) & 255] ?? 0
    const nw = (west + row) & 255
    const sw = (west + row + 1) & 255
    const ne = (east + row) & 255
    const se = (east + row + 1) & 255
    const sx = fade(dx)
    const top = mix(dot(eastward, downward, nw, dx, dy), dot(eastward, downward, ne, dx - 1, dy), sx)
    const bottom = mix(dot(eastward, downward, sw, dx, dy - 1), dot(eastward, downward, se, dx - 1, dy - 1), sx)
    return mix(top, bottom, fade(dy))
  }
}

/** Octaves of a relief, each twice as fine and half as high. */
export function layered(base: Relief, octaves: number): Relief {
  return (x, y) => {
    let sum = 0
    let height = 1
    let total = 0
    for (let octave = 0; octave < octaves; octave += 1) {
      const scale = 2 ** octave
      sum += height * base(x * scale + octave * 17.3, y * scale - octave * 9.1)
      total += height
      height *= 0.5
    }
    return sum / total
  }
}

function dot(eastward: Float64Array, downward: Float64Array, corner: number, dx: number, dy: number): number {
  return (eastward[corner] ?? 0) * dx + (downward[corner] ?? 0) * dy
}

function fade(share: number): number {
  return share * share * share * (share * (share * 6 - 15) + 10)
}

function shuffled(random: Random): Uint8Array {
  const order = Uint8Array.from({ length: 256 }, (_, index) => index)
  for (let index = 255; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1))
    const moved = order[index] ?? 0
    order[index] = order[other] ?? 0
    order[other] = moved
  }
  return order
}
