/**
 * What does not move in a plane: every sample becomes `value * keep + add`. Hills keep little of the light, stars and
 * dither add.
 */
export type Still = { keep: Float32Array; add: Float32Array }

/**
 * Enlarges a coarse grid `factor` times each way by bilinear interpolation, applies what stands still, and writes 8-bit
 * samples, rounded down, into a plane of the frame that begins at `start`.
 */
export function enlarge(
  frame: Uint8Array,
  start: number,
  grid: Float32Array,
  columns: number,
  factor: number,
  still: Still,
): void {
  const rows = grid.length / columns
  const width = columns * factor
  const wide = widened(grid, columns, factor)
  for (let y = 0; y < rows * factor; y += 1) {
    const { before, after, share } = between(y, factor, rows)
    const upper = before * width
    const lower = after * width
    for (let x = 0; x < width; x += 1) {
      const above = wide[upper + x] ?? 0
      const value = above + ((wide[lower + x] ?? 0) - above) * share
      const n = y * width + x
      frame[start + n] = value * (still.keep[n] ?? 0) + (still.add[n] ?? 0)
    }
  }
}

function widened(grid: Float32Array, columns: number, factor: number): Float32Array {
  const width = columns * factor
  const places = Array.from({ length: width }, (_, x) => between(x, factor, columns))
  const wide = new Float32Array(grid.length * factor)
  for (let row = 0; row < grid.length / columns; row += 1) {
    places.forEach(({ before, after, share }, x) => {
      const left = grid[row * columns + before] ?? 0
      wide[row * width + x] = left + ((grid[row * columns + after] ?? 0) - left) * share
    })
  }
  return wide
}

/**
 * The two grid cells whose centres lie on either side of an output sample, and how far it is from the first to the
 * second.
 */
function between(sample: number, factor: number, cells: number): { before: number; after: number; share: number } {
  const place = Math.max(0, Math.min(cells - 1, (sample + 0.5) / factor - 0.5))
  const before = Math.floor(place)
  return { before, after: Math.min(cells - 1, before + 1), share: place - before }
}
