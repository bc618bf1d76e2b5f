import { describe, expect, test } from 'vitest'
import { bellsBetween } from './bells.ts'
import { DEFAULT_SETTINGS, type TimerSettings } from './settings.ts'

const FOREVER_MS = 24 * 3_600_000
const timesOf = (settings: Partial<TimerSettings>, fromMs = -FOREVER_MS, toMs = FOREVER_MS) =>
  bellsBetween({ ...DEFAULT_SETTINGS, ...settings }, fromMs, toMs).map(({ kind, atMs }) => `${kind} ${atMs / 60_000}`)

describe('the bells of a session', () => {
  test('begin and end it as the timer comes', () => {
    expect(timesOf({})).toEqual(['start 0', 'end 10'])
  })

  test('ring on the way, and at the end the end bell alone', () => {
    expect(timesOf({ interval_minutes: 5 })).toEqual(['start 0', 'interval 5', 'end 10'])
    expect(timesOf({ interval_minutes: 4 })).toEqual(['start 0', 'interval 4', 'interval 8', 'end 10'])
    expect(timesOf({ interval_minutes: 5, end_bell: false })).toEqual(['start 0', 'interval 5'])
  })

  test('go on ringing as long as an open end lasts', () => {
    const hour = timesOf({ minutes: null, interval_minutes: 15 }, 0, 3_600_001)
    expect(hour).toEqual(['start 0', 'interval 15', 'interval 30', 'interval 45', 'interval 60'])
  })

  test('are each in one stretch of time only', () => {
    const settings = { interval_minutes: 1 }
    const whole = timesOf(settings, 0, 700_000)
    expect([...timesOf(settings, 0, 120_000), ...timesOf(settings, 120_000, 700_000)]).toEqual(whole)
    expect(new Set(whole).size).toBe(11)
  })

  test('are none where all are switched off', () => {
    expect(timesOf({ start_bell: false, end_bell: false })).toEqual([])
  })
})
