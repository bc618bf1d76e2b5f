import { describe, expect, test } from 'vitest'
import { hereAt, msUntilTomorrow } from './calendar-clock.ts'

const at = (text: string) => Date.parse(text)

describe('where a device is', () => {
  test('is what it says, and today is the day there', () => {
    const nowMs = at('2026-06-30T22:30:00Z')
    expect(hereAt('Europe/Berlin', nowMs)).toEqual({ timeZone: 'Europe/Berlin', isGuess: false, today: '2026-07-01' })
    expect(hereAt('America/New_York', nowMs).today).toBe('2026-06-30')
  })

  test.each(['Etc/Unknown', '', undefined, 'Mars/Olympus'])(
    'is UTC, and said to be a guess, if it says %s',
    (timeZone) => {
      expect(hereAt(timeZone, at('2026-06-30T22:30:00Z'))).toEqual({
        timeZone: 'UTC',
        isGuess: true,
        today: '2026-06-30',
      })
    },
  )
})

describe('midnight', () => {
  test('comes when the day there ends', () => {
    expect(msUntilTomorrow('Europe/Berlin', at('2026-06-30T21:59:59Z'))).toBe(1_000)
    expect(msUntilTomorrow('UTC', at('2026-06-30T00:00:00Z'))).toBe(24 * 3_600_000)
    expect(msUntilTomorrow('Asia/Kathmandu', at('2026-06-30T18:00:00Z'))).toBe(15 * 60_000)
  })

  test('comes an hour sooner or later on the days that the clock is changed', () => {
    expect(msUntilTomorrow('Europe/Berlin', at('2026-03-28T23:00:00Z'))).toBe(23 * 3_600_000)
    expect(msUntilTomorrow('Europe/Berlin', at('2026-10-24T22:00:00Z'))).toBe(25 * 3_600_000)
  })
})
