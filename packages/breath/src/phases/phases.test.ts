import { describe, expect, test } from 'vitest'
import { breathing, colouredNoise, createRandom } from '../../synthesis/index.ts'
import { createDetector } from '../index.ts'
import type { PhaseEvent } from '../protocol/event.ts'
import { eventsOf, phasesIn } from '../testing/listening.ts'
import { addBurst, addKeys, addSpeech, room, toPcm } from '../testing/sounds.ts'

const PLAIN = { target: null, calibrate: false, profile: null }

/** Breaths of 1.2 s in, 1.6 s out; `turned` of them with inhale and exhale exchanged in sound. */
function breaths(count: number, turned = 0): { sound: Float64Array; seconds: number } {
  const seconds = 4 + count * 4.5
  const sound = room(seconds)
  for (let index = 0; index < count; index++) {
    const at = 3 + index * 4.5
    const quiet = { hz: 2400, levelDb: -36, seconds: 1.2 }
    const loud = { hz: 800, levelDb: -24, seconds: 1.6 }
    const isTurned = index < turned
    addBurst(sound, { ...(isTurned ? { ...loud, seconds: 1.2 } : quiet), at, seed: index })
    addBurst(sound, { ...(isTurned ? { ...quiet, seconds: 1.6 } : loud), at: at + 1.5, seed: index + 50 })
  }
  return { sound, seconds }
}

describe('silence', () => {
  test('after a phase is a hold from its end on, told at 600 ms, and idleness after 20 s', () => {
    const { sound } = breaths(3)
    const long = room(45)
    long.set(sound)
    const { events } = eventsOf(toPcm(long))
    const last = phasesIn(events).at(-1)
    const [hold, idle] = events.filter((event) => event.state === 'start').slice(-2)
    expect(hold).toMatchObject({ event_type: 'holding', t_ms: (last?.t_ms ?? 0) + (last?.duration_ms ?? 0) })
    expect(idle?.event_type).toBe('idle')
    expect((idle?.t_ms ?? 0) - (hold?.t_ms ?? 0)).toBeCloseTo(20_000, -2)
  })

  test('of a pattern that asks for a longer hold stays one', () => {
    const { sound } = breaths(3)
    const long = room(45)
    long.set(sound)
    const target = { inhale_ms: 1200, hold_in_ms: 0, exhale_ms: 1600, hold_out_ms: 25_000 }
    const { events } = eventsOf(toPcm(long), [1600], { target })
    expect(events.filter((event) => event.state === 'start').at(-1)?.event_type).toBe('holding')
    const hold = events.filter((event) => event.state === 'end' && event.event_type === 'holding').at(-1)
    expect(hold?.deviation_from_target).toBeCloseTo(((hold?.duration_ms ?? 0) - 25_000) / 25_000, 2)
  })

  test('before the first breath is idle, and a turn of the breath is nothing', () => {
    const { events } = eventsOf(toPcm(breaths(3).sound))
    expect(events[0]).toMatchObject({ event_type: 'idle', state: 'start', t_ms: 0 })
    const between = phasesIn(events)[1]?.t_ms ?? 0
    expect(events.some((event) => event.event_type === 'holding' && event.t_ms < between)).toBe(false)
  })
})

describe('the names', () => {
  test('are taken back once, under the same ids, when the rest of the session contradicts the beginning', () => {
    const { events } = eventsOf(toPcm(breaths(9, 1).sound))
    const revised = events.filter((event) => event.state === 'revise')
    expect(revised.length).toBeGreaterThan(0)
    for (const event of revised) expect(events.some(({ id, state }) => id === event.id && state === 'end')).toBe(true)
    const names = phasesIn(events).map((phase) => phase.event_type)
    expect(names.slice(2)).toEqual(Array.from({ length: 16 }, (_, index) => (index % 2 ? 'exhaling' : 'inhaling')))
  })

  test('are exhales all, where the inhales drown in the room', () => {
    const sound = room(60)
    for (let index = 0; index < 12; index++) {
      addBurst(sound, { at: 3 + index * 4.5 + (index % 3) * 0.3, seconds: 1.6, hz: 800, levelDb: -24, seed: index })
    }
    const { events, detector } = eventsOf(toPcm(sound))
    expect(phasesIn(events).map((phase) => phase.event_type)).toEqual(Array.from({ length: 12 }, () => 'exhaling'))
    expect(detector.metrics().total_breaths).toBe(12)
  })

  test('follow the pattern where the phases sound alike', () => {
    const sound = room(60)
    for (let at = 3; at < 50; at += 6.5) {
      addBurst(sound, { at, seconds: 1.5, hz: 900, levelDb: -26, seed: at })
      addBurst(sound, { at: at + 1.7, seconds: 3.5, hz: 900, levelDb: -26, seed: at + 1 })
    }
    const target = { inhale_ms: 1500, hold_in_ms: 200, exhale_ms: 3500, hold_out_ms: 1300 }
    const turned = { inhale_ms: 3500, hold_in_ms: 1300, exhale_ms: 1500, hold_out_ms: 200 }
    const firstNames = [target, turned].map((aim) => {
      return phasesIn(eventsOf(toPcm(sound), [1600], { target: aim }).events).map((phase) => phase.event_type)
    })
    expect(firstNames.map((names) => names.slice(0, 2))).toEqual([
      ['inhaling', 'exhaling'],
      ['exhaling', 'inhaling'],
    ])
  })

  test('count a breath once, and say how it compares with the target', () => {
    const target = { inhale_ms: 1000, hold_in_ms: 0, exhale_ms: 1400, hold_out_ms: 1500 }
    const { events, detector } = eventsOf(toPcm(breaths(6).sound), [1600], { target })
    const ends = events.filter((event) => event.state === 'end' && event.event_type === 'exhaling')
    expect(ends.map((event) => event.breath_number)).toEqual([1, 2, 3, 4, 5, 6])
    expect(detector.metrics().total_breaths).toBe(6)
    for (const event of ends) {
      expect(event.is_consistent).toBe(Math.abs((event.duration_ms - 1400) / 1400) <= 0.2)
      expect(event.deviation_from_target).toBeCloseTo((event.duration_ms - 1400) / 1400, 1)
    }
  })

  test('follow what the calibration learned of this person, even against the usual', () => {
    const { sound } = breaths(5)
    const session = room(8 + sound.length / 16_000)
    addBurst(session, { at: 3.3, seconds: 1.6, hz: 2400, levelDb: -36 })
    addBurst(session, { at: 5.9, seconds: 1.4, hz: 800, levelDb: -24 })
    sound.forEach((value, index) => {
      session[8 * 16_000 + index] = value
    })
    const { events, detector } = eventsOf(toPcm(session), [1600], { calibrate: true })
    expect(events[0]?.t_ms).toBeGreaterThanOrEqual(8000)
    const names = phasesIn(events).map((phase) => phase.event_type)
    expect(names.slice(0, 4)).toEqual(['exhaling', 'inhaling', 'exhaling', 'inhaling'])
    const profile = detector.profile()
    expect(profile).toMatch(/^[\w-]{1,512}$/)
    const later = phasesIn(eventsOf(toPcm(sound), [1600], { profile }).events).map((phase) => phase.event_type)
    expect(later.slice(0, 2)).toEqual(['exhaling', 'inhaling'])
  })
})

describe('the calibration', () => {
  test('plans at most 8 s, announces nothing meanwhile, and can be skipped', () => {
    const samples = toPcm(breaths(3).sound)
    const types: string[] = []
    const detector = createDetector({ ...PLAIN, calibrate: true }, (event) => types.push(event.event_type))
    expect(detector.calibration()?.inhale.end_ms).toBe(8000)
    expect(detector.quality().reason).toBe('calibrating')
    detector.pushPcm(samples.subarray(0, 5 * 16_000))
    expect(types).toEqual([])
    detector.skipCalibration()
    expect(detector.calibration()).toBeNull()
    detector.pushPcm(samples.subarray(5 * 16_000))
    expect(types).toContain('inhaling')
  })
})

describe('a sound that is no breath', () => {
  const heard = (sound: Float64Array) => phasesIn(eventsOf(toPcm(sound)).events).length
  test('speech', () => {
    const sound = room(20)
    addSpeech(sound, 3, 15)
    expect(heard(sound)).toBe(0)
    expect(eventsOf(toPcm(sound.subarray(0, 16 * 16_000))).detector.quality().reason).toBe('speech_or_music')
  })

  test('music', () => {
    const sound = room(20)
    for (let at = 3; at < 18; at += 0.7) {
      const hz = 220 * 2 ** ((Math.round(at * 10) % 12) / 12)
      for (let index = 0; index < 11_000; index++) {
        const decay = Math.exp(-index / 6000) * 0.08
        const n = Math.round(at * 16_000) + index
        for (const harmonic of [1, 2, 3, 4]) {
          sound[n] = (sound[n] ?? 0) + (decay / harmonic) * Math.sin((2 * Math.PI * hz * harmonic * index) / 16_000)
        }
      }
    }
    expect(heard(sound)).toBe(0)
  })

  test('keys', () => {
    const sound = room(20)
    addKeys(sound, 3, 15)
    expect(heard(sound)).toBe(0)
  })

  test('a fan that is switched on', () => {
    const sound = room(30)
    const noise = colouredNoise(sound.length, [{ hz: 600, quality: 0.7, gain: 1 }], createRandom(2))
    const from = 5 * 16_000
    for (let index = from; index < sound.length; index++)
      sound[index] = (sound[index] ?? 0) + 0.01 * (noise[index] ?? 0)
    expect(heard(sound)).toBe(0)
  })

  test('a cough among breaths', () => {
    const { sound } = breaths(6)
    const random = createRandom(8)
    for (let index = 0; index < 5000; index++) {
      const at = 25.9 * 16_000 + index
      sound[at] = (sound[at] ?? 0) + 0.6 * random.normal() * Math.exp(-index / 1200) * (1 - Math.exp(-index / 80))
    }
    expect(phasesIn(eventsOf(toPcm(sound)).events).some(({ t_ms }) => t_ms > 25_700 && t_ms < 26_300)).toBe(false)
  })

  test('constant noise and digital silence', () => {
    expect(heard(room(15, 3, -35))).toBe(0)
    expect(heard(new Float64Array(15 * 16_000))).toBe(0)
  })

  test('is told of as a mistake where it had been announced', () => {
    const sound = room(20)
    addKeys(sound, 3, 15)
    const { events } = eventsOf(toPcm(sound))
    for (const event of events) expect(['idle', 'inhaling', 'exhaling']).toContain(event.event_type)
    for (const { id, event_type: type } of events.filter((event) => event.state === 'end')) {
      expect([id, type]).toEqual([id, 'idle'])
    }
  })
})

describe('where nobody seems to breathe', () => {
  test('phases are taken back, and none is announced any more', () => {
    const events: PhaseEvent[] = []
    const detector = createDetector(
      PLAIN,
      (event) => events.push(event),
      undefined,
      () => -1,
    )
    detector.pushPcm(toPcm(breaths(6).sound))
    detector.finish()
    expect(phasesIn(events)).toEqual([])
    const mistakes = events.filter(({ state, event_type: type }) => state === 'revise' && type === 'idle')
    expect(mistakes.length).toBeGreaterThan(0)
    const failedAt = events.findIndex(({ state }) => state === 'revise')
    const later = events.slice(failedAt).filter(({ state }) => state === 'start')
    expect(later.filter(({ event_type: type }) => type !== 'idle')).toEqual([])
    expect(detector.metrics()).toMatchObject({ total_breaths: 0, quality_score: null })
  })
})

describe('devices', () => {
  test('that silence what they take for noise are heard, and named', () => {
    const { samples, phases } = breathing({ seconds: 40, seed: 4, snrDb: 80 })
    samples.forEach((_, index) => {
      const isSound = phases.some(({ start_ms, end_ms }) => index >= start_ms * 16 && index < end_ms * 16)
      if (!isSound) samples[index] = 0
    })
    const { events, detector } = eventsOf(samples)
    expect(phasesIn(events).length).toBe(phases.length)
    expect(detector.quality().gated).toBe(true)
  })

  test('that are driven too loud are told', () => {
    const { samples } = breathing({ seconds: 12, seed: 4, levelDb: -3 })
    const { detector } = eventsOf(samples.map((sample) => Math.max(-32_768, Math.min(32_767, sample * 8))))
    expect(detector.quality()).toMatchObject({ clipping: true, reason: 'clipping' })
  })
})
