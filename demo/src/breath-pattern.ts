import { curve, type Point } from './sound/envelope.ts'

/** A way of breathing: how long one breath lasts, and how full the lungs are (0 to 1) at any moment since the first. */
export type BreathPattern = { periodSeconds: number; fill: (atSeconds: number) => number }

/** 5.5 s in, 5.5 s out. */
export const coherentBreathing = pattern([
  [0, 0],
  [5.5, 1],
  [11, 0],
])

/** In, hold, out, hold: 4 s each. */
export const boxBreathing = pattern([
  [0, 0],
  [4, 1],
  [8, 1],
  [12, 0],
  [16, 0],
])

function pattern(points: readonly [Point, ...Point[]]): BreathPattern {
  const [periodSeconds] = points.at(-1) ?? points[0]
  const once = curve(points)
  return { periodSeconds, fill: (atSeconds) => once(atSeconds % periodSeconds) }
}
