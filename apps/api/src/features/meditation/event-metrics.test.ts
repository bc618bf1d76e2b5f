import { NO_METRICS, sessionMetricsSchema } from '@better-and-bliss/breath/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breathing } from '../../testing/practice-rows.ts'
import { breathCycles, metricsOfEvents } from './event-metrics.ts'
import { minuteRates } from './minute-rates.ts'

/** When the session began. */
const T0 = Date.UTC(2026, 0, 1)
type Phase = ReturnType<typeof breathing>[number]
const toPhase = ([event_type, t_ms, duration_ms, breath_number]: Phase) => ({
  timestamp: new Date(T0 + t_ms),
  event_type,
  t_ms,
  duration_ms,
  breath_number,
})
const breaths = (count: number, lengths = {}) => breathing(count, lengths).map(toPhase)
const later = (phases: ReturnType<typeof toPhase>[], ms: number, breathsBefore: number) =>
  phases.map((phase) => ({
    ...phase,
    timestamp: new Date(phase.timestamp.getTime() + ms),
    t_ms: phase.t_ms + ms,
    breath_number: phase.breath_number + breathsBefore,
  }))

describe('the numbers of stored phases', () => {
  test('nothing detected is nothing known', () => {
    expect(metricsOfEvents([])).toEqual(NO_METRICS)
    const idle = { timestamp: new Date(T0), event_type: 'idle', t_ms: 0, duration_ms: 9_000, breath_number: 0 }
    expect(metricsOfEvents([idle])).toEqual(NO_METRICS)
  })

  test('even breaths are even', () => {
    expect(metricsOfEvents(breaths(10, { inhaleMs: 4_000, exhaleMs: 8_000 }))).toEqual({
      total_breaths: 10,
      breaths_per_minute: 5,
      avg_breath_duration: 12,
      breath_consistency_score: 1,
      inhale_exhale_ratio: 0.5,
      quality_score: null,
    })
  })

  test('two breaths say how long they were, not how even', () => {
    expect(metricsOfEvents(breaths(2))).toMatchObject({ avg_breath_duration: 10, breath_consistency_score: null })
  })

  test('breaths that differ by half of their length are not even at all', () => {
    const uneven = [0, 5_000, 20_000, 25_000, 40_000].map((t_ms, index) => ({
      event_type: 'exhaling',
      timestamp: new Date(T0 + t_ms),
      t_ms,
      duration_ms: 2_000,
      breath_number: index + 1,
    }))
    expect(metricsOfEvents(uneven)).toMatchObject({ avg_breath_duration: 10, breath_consistency_score: 0 })
  })

  test('a gap is no breath', () => {
    const withGap = [...breaths(3), ...later(breaths(3), 600_000, 3)]
    expect(breathCycles(withGap).map(({ durationMs }) => durationMs)).toEqual([10_000, 10_000, 10_000, 10_000])
    const withUnheardBreath = [...breaths(3), ...later(breaths(3), 40_000, 4)]
    expect(metricsOfEvents(withUnheardBreath)).toMatchObject({ total_breaths: 6, avg_breath_duration: 10 })
  })

  test.each([
    [8, 2],
    [2, 8],
    [1, 1],
  ])(
    'a detector that began anew after %i breaths and numbered %i more from 1 on detected all of them',
    (first, then) => {
      const detected = [...breaths(first), ...later(breaths(then), first * 10_000 + 5_000, 0)]
      const expected = { total_breaths: first + then, avg_breath_duration: first + then > 2 ? 10 : null }
      const beganAnewAt = new Date(T0 + first * 10_000 + 5_000)
      expect(metricsOfEvents(detected, beganAnewAt)).toMatchObject(expected)
    },
  )

  test('and so it is when that happened more than once', () => {
    const detected = [...breaths(8), ...later(breaths(2), 100_000, 0), ...later(breaths(4), 200_000, 0)]
    expect(metricsOfEvents(detected, new Date(T0 + 200_000))).toMatchObject({
      total_breaths: 14,
      avg_breath_duration: 10,
    })
  })

  test('breaths that follow each other within milliseconds fit their column too', () => {
    const exhales = [0, 1].map((t_ms) => toPhase(['exhaling', t_ms, 1, t_ms + 1]))
    expect(metricsOfEvents(exhales)).toMatchObject({ breaths_per_minute: 999.99 })
  })

  test('whatever was stored, the numbers fit their columns', () => {
    const phase = fc.record({
      event_type: fc.constantFrom('inhaling', 'exhaling', 'holding', 'idle'),
      t_ms: fc.integer({ min: -1_000, max: 100_000 }),
      duration_ms: fc.option(fc.integer({ min: 0, max: 100_000 })),
      breath_number: fc.option(fc.integer({ min: 0, max: 9 })),
    })
    fc.assert(
      fc.property(fc.array(phase), (phases) => {
        const dated = phases.map((phase) => ({ ...phase, timestamp: new Date(T0 + phase.t_ms) }))
        const metrics = metricsOfEvents(
          dated.toSorted((a, b) => a.t_ms - b.t_ms),
          new Date(T0 + 50_000),
        )
        expect(sessionMetricsSchema.safeParse(metrics).error).toBeUndefined()
      }),
    )
  })
})

describe('the rate of each minute', () => {
  test('is that of the breaths which ended in it', () => {
    const slowing = [...breaths(12, { inhaleMs: 2_000, exhaleMs: 3_000 }), ...later(breaths(6), 60_000, 12)]
    expect(minuteRates(slowing)).toEqual([
      { minute: 0, breaths_per_minute: 12 },
      { minute: 1, breaths_per_minute: 6.32 },
    ])
  })

  test('is unknown where no breath was detected', () => {
    const pause = [...breaths(6), ...later(breaths(6), 180_000, 6)]
    expect(minuteRates(pause).map(({ breaths_per_minute }) => breaths_per_minute)).toEqual([6, null, null, 6])
    expect(minuteRates([])).toEqual([])
  })
})
