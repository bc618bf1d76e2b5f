/** A finger went up at `x` of `width`. */
interface Tap {
  x: number
  width: number
  atMs: number
}

/** Taps as close as this in time are one gesture. */
const TOGETHER_MS = 350
/** Of the width, at each side. What lies between is nobody's. */
const SIDE_SHARE = 0.35

/**
 * Reads two quick taps at the same side, and each further one, as a jump.
 *
 * @returns what takes each tap, and says which way it leads: -1 back, 1 forward, 0 nowhere.
 */
export function readDoubleTaps(): (tap: Tap) => -1 | 0 | 1 {
  let last: { side: -1 | 0 | 1; atMs: number } = { side: 0, atMs: Number.NEGATIVE_INFINITY }
  return ({ x, width, atMs }) => {
    const side = x < width * SIDE_SHARE ? -1 : x > width * (1 - SIDE_SHARE) ? 1 : 0
    const isTogether = side === last.side && atMs - last.atMs <= TOGETHER_MS
    last = { side, atMs }
    return isTogether ? side : 0
  }
}
