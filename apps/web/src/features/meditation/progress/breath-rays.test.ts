import { describe, expect, test } from 'vitest'
import { raysOf } from './breath-rays.ts'
import type { CurveSegment } from './curve.ts'

const phase = (type: CurveSegment['type'], fromMs: number, ms: number, isGuess = false): CurveSegment => ({
  type,
  fromMs,
  toMs: fromMs + ms,
  from: 0,
  to: 1,
  isGuess,
})
const breathing = (count: number) =>
  Array.from({ length: count }, (_, index) => [
    phase('inhaling', index * 10_000, 4_000),
    phase('exhaling', index * 10_000 + 4_000, 6_000),
  ]).flat()

describe('the rays of a session', () => {
  test('are its breaths, in their time, by the longest phase', () => {
    const rays = raysOf(breathing(4), 40_000)
    expect(rays.map(({ turn }) => turn)).toEqual([0, 0.25, 0.5, 0.75])
    expect(rays[0]).toMatchObject({ inward: 4 / 6, outward: 1 })
  })

  test('are never more than can be told apart', () => {
    const rays = raysOf(breathing(1_000), 10_000_000)
    expect(rays).toHaveLength(120)
    expect(Math.max(...rays.map(({ turn }) => turn))).toBeLessThan(1)
  })

  test('leave out holds and guesses, and there may be none', () => {
    expect(raysOf([phase('holding', 0, 1_000), phase('inhaling', 0, 1_000, true)], 60_000)).toEqual([])
    expect(raysOf([phase('exhaling', 0, 1_000)], 60_000)).toMatchObject([{ inward: 0, outward: 1 }])
  })
})
