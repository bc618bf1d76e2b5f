import { describe, expect, test } from 'vitest'
import { sessionMetrics } from './metrics.ts'
import { logPhase, newLog } from './phases/log.ts'
import { sessionMetricsSchema } from './protocol/event.ts'

/** Breaths of the given lengths, one after the other. */
function logOf(breaths: readonly { inhaleMs: number; exhaleMs: number; pauseMs: number }[], isJoined = true) {
  const log = newLog()
  let at = 0
  breaths.forEach(({ inhaleMs, exhaleMs, pauseMs }, index) => {
    const common = { confidence: 0.9, isJoined }
    logPhase(log, { id: 2 * index, startMs: at, durationMs: inhaleMs, exhale: false, ...common }, 20)
    logPhase(log, { id: 2 * index + 1, startMs: at + inhaleMs, durationMs: exhaleMs, exhale: true, ...common }, 20)
    at += inhaleMs + exhaleMs + pauseMs
  })
  return log
}

const even = Array.from({ length: 10 }, () => ({ inhaleMs: 4000, exhaleMs: 5000, pauseMs: 1000 }))

describe('the metrics of a session', () => {
  test('are unknown before there is anything to say', () => {
    expect(sessionMetrics(newLog(), 0, 0)).toEqual({
      total_breaths: 0,
      breaths_per_minute: null,
      avg_breath_duration: null,
      breath_consistency_score: null,
      inhale_exhale_ratio: null,
      quality_score: null,
    })
  })

  test('of even breathing are its rate, its ratio and full consistency', () => {
    expect(sessionMetrics(logOf(even), 10, 1)).toMatchObject({
      total_breaths: 10,
      breaths_per_minute: 6,
      avg_breath_duration: 10,
      breath_consistency_score: 1,
      inhale_exhale_ratio: 0.8,
    })
  })

  test('fall with irregularity, down to none', () => {
    const uneven = even.map((breath, index) =>
      index % 2 ? { ...breath, inhaleMs: 300, exhaleMs: 400, pauseMs: 0 } : breath,
    )
    expect(sessionMetrics(logOf(uneven), 10, 1).breath_consistency_score).toBe(0)
  })

  test('do not count time that was not heard as a breath', () => {
    expect(sessionMetrics(logOf(even, false), 10, 1).avg_breath_duration).toBeNull()
  })

  test('stay within their columns whatever was heard', () => {
    const extremes = [
      even.map((breath) => ({ ...breath, inhaleMs: 1e9 })),
      even.map((breath) => ({ ...breath, inhaleMs: 1, exhaleMs: 1, pauseMs: 0 })),
      even.map(() => ({ inhaleMs: 0, exhaleMs: 0, pauseMs: 0 })),
    ]
    for (const breaths of extremes) {
      const metrics = sessionMetrics(logOf(breaths), 1e6, 5)
      expect(sessionMetricsSchema.safeParse(metrics).error).toBeUndefined()
    }
  })
})
