import type { TimelineEvent } from '@better-and-bliss/sdk'
import { describe, expect, test } from 'vitest'
import { curveByMinute, curveOf, usualCycle } from './curve.ts'

const phase = (
  event_type: TimelineEvent['event_type'],
  t_ms: number,
  duration_ms: number,
  confidence_score = 0.9,
): TimelineEvent => ({
  event_type,
  t_ms,
  duration_ms,
  confidence_score,
  breath_number: 1,
  is_consistent: null,
  deviation_from_target: null,
})

const BOX = [
  phase('inhaling', 0, 4_000),
  phase('holding', 4_000, 3_000),
  phase('exhaling', 7_000, 5_000),
  phase('holding', 12_000, 2_000),
]

describe('the curve of a breath', () => {
  test('rises, stays full, falls and stays empty', () => {
    expect(curveOf(BOX).map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 1],
      [1, 0],
      [0, 0],
    ])
  })

  test('is not drawn where no phase was detected, and marks what is a guess', () => {
    const segments = curveOf([
      phase('idle', 0, 9_000),
      phase('exhaling', 9_000, 3_000, 0.4),
      phase('inhaling', 20_000, 0),
    ])
    expect(segments).toEqual([{ type: 'exhaling', fromMs: 9_000, toMs: 12_000, from: 1, to: 0, isGuess: true }])
  })

  test('is cut into minutes; what crosses the edge is in both', () => {
    const segments = curveOf([phase('inhaling', 58_000, 4_000), phase('exhaling', 130_000, 4_000)])
    expect(curveByMinute(segments, 3).map((minute) => minute.map(({ type }) => type))).toEqual([
      ['inhaling'],
      ['inhaling'],
      ['exhaling'],
    ])
  })
})

test('the usual cycle tells the two holds apart, and leaves out guesses and rare holds', () => {
  const later = BOX.map((event) => ({
    ...event,
    t_ms: event.t_ms + 14_000,
    duration_ms: (event.duration_ms ?? 0) + 200,
  }))
  const guess = phase('exhaling', 30_000, 20_000, 0.2)
  expect(usualCycle(curveOf([...BOX, ...later, guess]))).toEqual({
    inhale_ms: 4_200,
    hold_in_ms: 3_200,
    exhale_ms: 5_200,
    hold_out_ms: 2_200,
  })
  const withoutHolds = BOX.filter(({ event_type }) => event_type !== 'holding')
  expect(usualCycle(curveOf([...BOX, ...withoutHolds, ...withoutHolds]))).toMatchObject({ hold_in_ms: null })
  expect(usualCycle([])).toEqual({ inhale_ms: null, hold_in_ms: null, exhale_ms: null, hold_out_ms: null })
})
