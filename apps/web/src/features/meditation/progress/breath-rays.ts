import type { CurveSegment } from './curve.ts'

/** One breath, or as many as fall together where there are more than can be told apart. */
export interface Ray {
  /** When, as a share of the session: 0 to 1. */
  turn: number
  /** How long it went in and out, as a share of the longest phase: 0 to 1. */
  inward: number
  outward: number
  /** Of the stroke, of a circle of 200. */
  width: number
}

/** More could not be told apart. */
const MAX_RAYS = 120
const MAX_WIDTH = 5

/** The breaths of a session as rays around a ring; guesses are left out. */
export function raysOf(segments: readonly CurveSegment[], durationMs: number): Ray[] {
  const breaths = breathsOf(segments)
  const count = Math.min(breaths.length, MAX_RAYS)
  const longestMs = Math.max(...breaths.flatMap(({ inMs, outMs }) => [inMs, outMs]), 1)
  const width = Math.min(MAX_WIDTH, 150 / Math.max(count, 1))
  return Array.from({ length: count }, (_, index) => {
    const from = Math.floor((index * breaths.length) / count)
    const together = breaths.slice(from, Math.floor(((index + 1) * breaths.length) / count))
    const mean = (of: (breath: Breath) => number) =>
      together.reduce((sum, breath) => sum + of(breath), 0) / together.length
    return {
      turn: mean(({ atMs }) => atMs) / Math.max(durationMs, 1),
      inward: mean(({ inMs }) => inMs) / longestMs,
      outward: mean(({ outMs }) => outMs) / longestMs,
      width,
    }
  })
}

interface Breath {
  atMs: number
  inMs: number
  outMs: number
}

/** An exhale belongs to the inhale before it. */
function breathsOf(segments: readonly CurveSegment[]): Breath[] {
  const breaths: Breath[] = []
  for (const { type, fromMs, toMs, isGuess } of segments) {
    if (isGuess || type === 'holding') continue
    const last = breaths.at(-1)
    if (type === 'inhaling') breaths.push({ atMs: fromMs, inMs: toMs - fromMs, outMs: 0 })
    else if (last && last.outMs === 0) last.outMs = toMs - fromMs
    else breaths.push({ atMs: fromMs, inMs: 0, outMs: toMs - fromMs })
  }
  return breaths
}
