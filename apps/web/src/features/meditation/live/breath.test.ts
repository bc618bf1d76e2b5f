import type { PhaseEvent, ServerMessage } from '@better-and-bliss/breath/protocol'
import { expect, test } from 'vitest'
import { breathAfter, NO_BREATH } from './breath.ts'

function event(change: Partial<PhaseEvent>): PhaseEvent {
  return {
    type: 'phase',
    seq: 1,
    id: 1,
    state: 'start',
    event_type: 'inhaling',
    t_ms: 1000,
    duration_ms: 250,
    volume_rms: 0.02,
    spectral_centroid: 900,
    confidence_score: 0.9,
    breath_number: 1,
    is_consistent: null,
    deviation_from_target: null,
    provisional: true,
    ...change,
  }
}

function after(...events: PhaseEvent[]) {
  return events.reduce(breathAfter, NO_BREATH)
}

test('a phase that started lasts until it is told to have ended', () => {
  expect(after(event({})).now).toMatchObject({ type: 'inhaling', startMs: 1000, endMs: null })
  const { now } = after(event({}), event({ seq: 2, state: 'end', t_ms: 980, duration_ms: 2020 }))
  expect(now).toMatchObject({ type: 'inhaling', endMs: 3000 })
})

test('the end may rename a phase, and so may a later thought', () => {
  const { phases } = after(
    event({}),
    event({ seq: 2, state: 'end', event_type: 'exhaling', duration_ms: 2000 }),
    event({ seq: 3, id: 2, t_ms: 3500 }),
    event({ seq: 4, state: 'revise', event_type: 'inhaling', duration_ms: 2000 }),
  )
  expect(phases.map(({ id, type }) => [id, type])).toEqual([
    [1, 'inhaling'],
    [2, 'inhaling'],
  ])
})

test('a revision of what is over does not disturb what lasts', () => {
  const breath = after(
    event({ state: 'end', duration_ms: 2000 }),
    event({ seq: 2, id: 2, event_type: 'exhaling', t_ms: 3500 }),
    event({ seq: 3, state: 'revise', event_type: 'idle', duration_ms: 2000 }),
  )
  expect(breath.now).toMatchObject({ id: 2, type: 'exhaling', endMs: null })
})

test('a phase that another has followed has ended, even if nobody said so', () => {
  const { phases } = after(event({}), event({ seq: 2, id: 2, t_ms: 4000 }))
  expect(phases.map(({ endMs }) => endMs)).toEqual([4000, null])
})

test('phases of more than a minute ago are forgotten', () => {
  const breath = after(event({ state: 'end' }), event({ seq: 2, id: 2, t_ms: 120_000 }))
  expect(breath.phases.map(({ id }) => id)).toEqual([2])
})

test('metrics, quality and the last word replace what was known', () => {
  const metrics = {
    total_breaths: 7,
    breaths_per_minute: 6,
    avg_breath_duration: 10,
    breath_consistency_score: 0.9,
    inhale_exhale_ratio: 0.8,
    quality_score: 0.7,
  }
  expect(breathAfter(NO_BREATH, { type: 'metrics', ...metrics }).metrics).toEqual(metrics)
  expect(breathAfter(NO_BREATH, { type: 'bye', metrics, profile: 'abc' })).toMatchObject({ metrics, profile: 'abc' })
  const quality = { level_db: -40, snr_db: 20, clipping: false, gated: false, reason: 'none' as const }
  expect(breathAfter(NO_BREATH, { type: 'quality', ...quality }).quality).toEqual(quality)
})

test('what says nothing of the breath changes nothing', () => {
  expect(breathAfter(NO_BREATH, { type: 'ack', accepted_sample: 5, seq: 1 })).toBe(NO_BREATH)
})

test('phases outlive a socket; a new stream has ids of its own and shares none with the one before', () => {
  const ready = { type: 'ready', calibration: null } as Extract<ServerMessage, { type: 'ready' }>
  const before = after(event({}))
  expect(breathAfter(before, { ...ready, resumed: true }).phases).toEqual(before.phases)
  expect(breathAfter(before, { ...ready, resumed: false })).toMatchObject({ now: null, phases: [] })
})
