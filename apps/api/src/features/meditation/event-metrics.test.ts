import { NO_METRICS, sessionMetricsSchema } from '@better-and-bliss/breath/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breathing } from '../../testing/practice-rows.ts'
import { breathCycles, metricsOfEvents, type PhaseOfBreath } from './event-metrics.ts'
import { minuteRates } from './minute-rates.ts'

type Phase = ReturnType<typeof breathing>[number]
const toPhase = ([event_type, t_ms, duration_ms, breath_number]: Phase): PhaseOfBreath => ({
  event_type,
  t_ms,
  duration_ms,
  breath_number,
})
const breaths = (count: number, lengths = {}) => breathing(count, lengths).map(toPhase)
const later = (phases: PhaseOfBreath[], ms: number, breathsBefore: number) =>
  phases.map((phase) => ({
    ...phase,
    t_ms: phase.t_ms + ms,
    breath_number: (phase.breath_number ?? 0) + breathsBefore,
  }))

describe('the numbers of stored phases', () => {
  test('nothing heard is nothing known', () => {
    expect(metricsOfEvents([])).toEqual(NO_METRICS)
    const idle = { event_type: 'idle', t_ms: 0, duration_ms: 9_000, breath_number: 0 }
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

  test('breaths that follow each other within milliseconds fit their column too', () => {
    const exhales = [0, 1].map((t_ms) => ({ event_type: 'exhaling', t_ms, duration_ms: 1, breath_number: t_ms + 1 }))
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
        const metrics = metricsOfEvents(phases.toSorted((a, b) => a.t_ms - b.t_ms))
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

  test('is unknown where no breath was heard', () => {
    const pause = [...breaths(6), ...later(breaths(6), 180_000, 6)]
    expect(minuteRates(pause).map(({ breaths_per_minute }) => breaths_per_minute)).toEqual([6, null, null, 6])
    expect(minuteRates([])).toEqual([])
  })
})
