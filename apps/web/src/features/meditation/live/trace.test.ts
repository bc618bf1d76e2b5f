import { describe, expect, test } from 'vitest'
import { createTrace, isAudible, TRACE_SECONDS } from './trace.ts'

function traceOf(...points: [clockMs: number, excessDb: number][]) {
  const trace = createTrace()
  for (const [clockMs, excessDb] of points) trace.push(clockMs, excessDb)
  return trace
}

describe('a trace', () => {
  test('shows its points in seconds before now, and never less than the room', () => {
    expect(traceOf([1_000, 3], [1_100, -2]).read(1_200)).toEqual([
      [-0.2, -0.1],
      [3, 0],
    ])
  })

  test('ends at the left edge', () => {
    expect(traceOf([0, 3], [100, 4]).read(TRACE_SECONDS * 1_000 + 50)[1]).toEqual([4])
  })

  test('shows a hole where no sound came, and bridges none', () => {
    expect(traceOf([0, 3], [100, 4], [2_000, 5], [2_100, 6]).read(2_100)[1]).toEqual([3, 4, null, 6])
  })

  test('of a clock that began anew shows nothing from before', () => {
    expect(traceOf([500_000, 9], [500_100, 9], [0, 1], [100, 2]).read(100)[1]).toEqual([1, 2])
  })
})

test('a sound is audible when everybody would see it, in the last seconds', () => {
  const loud = Array.from({ length: 10 }, (_, index): [number, number] => [index * 100, 8])
  expect(isAudible(traceOf(...loud), 1_000)).toBe(true)
  expect(isAudible(traceOf(...loud), 10_000)).toBe(false)
  expect(isAudible(traceOf(...loud.slice(0, 3)), 1_000)).toBe(false)
})
