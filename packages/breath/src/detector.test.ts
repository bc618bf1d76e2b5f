import { describe, expect, test } from 'vitest'
import { breathing } from '../synthesis/index.ts'
import { createDetector, createPhaseDetector } from './index.ts'
import type { PhaseEvent } from './protocol/event.ts'
import { phaseEventSchema, qualitySchema, sessionMetricsSchema } from './protocol/event.ts'
import { eventsOf, phasesIn, recordsOf } from './testing/listening.ts'

const PLAIN = { target: null, calibrate: false, profile: null }
const { samples, phases: truth } = breathing({ seconds: 30, seed: 11 })
const { events: expected, detector: whole } = eventsOf(samples)

describe('the events of a session', () => {
  test('are those of the breath, within 150 ms', () => {
    const heard = phasesIn(expected).map((phase) => phase.event_type)
    expect(heard).toEqual(truth.map(({ phase }) => (phase === 'inhale' ? 'inhaling' : 'exhaling')))
    for (const [index, phase] of phasesIn(expected).entries()) {
      expect(Math.abs(phase.t_ms - (truth[index]?.start_ms ?? 0))).toBeLessThan(150)
    }
  })

  test('are spoken of within 400 ms of their onset', () => {
    const told = new Map<number, number>()
    const detector = createDetector(PLAIN, ({ id }) => {
      if (!told.has(id)) told.set(id, detector.position / 16)
    })
    for (let at = 0; at < samples.length; at += 160) detector.pushPcm(samples.subarray(at, at + 160))
    for (const [index, phase] of phasesIn(expected).entries()) {
      expect((told.get(phase.id) ?? Number.NaN) - (truth[index]?.start_ms ?? 0)).toBeLessThan(400)
    }
  })

  test('are named at once as they are named in the end, but for the first', () => {
    const names = (state: PhaseEvent['state']) => {
      const ofState = expected.filter((event) => event.state === state && /haling/.test(event.event_type))
      return ofState.slice(1).map((event) => event.event_type)
    }
    expect(names('start')).toEqual(names('end'))
  })

  test('follow their schema, count on, and name the same phase by the same id', () => {
    expected.forEach((event, index) => {
      expect(phaseEventSchema.parse(event)).toEqual(event)
      expect(event.seq).toBe(index + 1)
    })
    for (const end of expected.filter((event) => event.state === 'end')) {
      expect(expected.some((event) => event.id === end.id && event.state === 'start' && event.seq < end.seq)).toBe(true)
    }
  })

  test('are the same bit for bit whatever the lengths of the frames', () => {
    for (const lengths of [[320], [8000], [samples.length], [1, 799, 4000, 163]]) {
      expect(eventsOf(samples, lengths).events, String(lengths)).toEqual(expected)
    }
  })

  test('are the same bit for bit from records that were made elsewhere', () => {
    const events: PhaseEvent[] = []
    const detector = createPhaseDetector(PLAIN, (event) => events.push(event))
    detector.pushRecords(recordsOf(samples))
    detector.finish()
    expect(events).toEqual(expected)
    expect(detector.metrics()).toEqual(whole.metrics())
  })

  test('go on from a snapshot, at any sample, as if nothing had happened', () => {
    for (const cut of [0, 161, 90_001, 200_000, 333_333]) {
      const events: PhaseEvent[] = []
      const before = createDetector(PLAIN, (event) => events.push(event))
      before.pushPcm(samples.subarray(0, cut))
      const after = createDetector(PLAIN, (event) => events.push(event), before.snapshot())
      expect(after.position).toBe(cut)
      after.pushPcm(samples.subarray(cut))
      after.finish()
      expect(events).toEqual(expected)
      expect(after.metrics()).toEqual(whole.metrics())
    }
  })

  test('do not depend on how loud the microphone is', () => {
    for (const db of [-30, 10]) {
      const scaled = samples.map((sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 10 ** (db / 20)))))
      const names = phasesIn(eventsOf(scaled).events).map((phase) => phase.event_type)
      expect(names, `${db} dB`).toEqual(phasesIn(expected).map((phase) => phase.event_type))
    }
  })

  test('are the same with a constant offset', () => {
    const names = phasesIn(eventsOf(samples.map((sample) => sample + 1000)).events).map((phase) => phase.event_type)
    expect(names).toEqual(phasesIn(expected).map((phase) => phase.event_type))
  })
})

describe('a snapshot', () => {
  test('is a few kilobytes, however long the session', () => {
    const detector = createDetector(PLAIN, () => {})
    for (let time = 0; time < 6; time++) detector.pushPcm(samples)
    const bytes = detector.snapshot().byteLength
    expect(bytes).toBeLessThan(5_500)
    for (let time = 0; time < 6; time++) detector.pushPcm(samples)
    expect(Math.abs(detector.snapshot().byteLength - bytes)).toBeLessThan(200)
  })

  test('that was altered is refused at the door', () => {
    const snapshot = whole.snapshot()
    snapshot[500] = (snapshot[500] ?? 0) ^ 1
    expect(() => createDetector(PLAIN, () => {}, snapshot)).toThrow('Not a snapshot')
  })
})

describe('a gap', () => {
  test('ends what went on, and is neither hold nor silence', () => {
    const events: PhaseEvent[] = []
    const detector = createDetector(PLAIN, (event) => events.push(event))
    const inExhale = ((truth[3]?.start_ms ?? 0) + 600) * 16
    detector.pushPcm(samples.subarray(0, inExhale))
    detector.gap(48_000)
    expect(events.at(-1)?.state).toBe('end')
    const before = events.length
    detector.pushPcm(samples.subarray(inExhale + 48_000))
    detector.finish()
    expect(detector.position).toBe(samples.length)
    const resumedMs = (inExhale + 48_000) / 16
    for (const event of events.slice(before)) expect(event.t_ms).toBeGreaterThanOrEqual(Math.floor(resumedMs))
    expect(detector.metrics().total_breaths).toBeGreaterThan(3)
  })

  test('says so for a second', () => {
    const detector = createDetector(PLAIN, () => {})
    detector.pushPcm(samples.subarray(0, 16_000))
    detector.gap(1600)
    expect(detector.quality().reason).toBe('gap')
  })
})

describe('what is asked at any time', () => {
  test('follows its schema', () => {
    const detector = createDetector(PLAIN, () => {})
    for (let at = 0; at < samples.length; at += 32_000) {
      expect(sessionMetricsSchema.safeParse(detector.metrics()).error).toBeUndefined()
      expect(qualitySchema.safeParse(detector.quality()).error).toBeUndefined()
      detector.pushPcm(samples.subarray(at, at + 32_000))
    }
    expect(detector.metrics()).toMatchObject({ total_breaths: truth.length / 2 })
  })
})
