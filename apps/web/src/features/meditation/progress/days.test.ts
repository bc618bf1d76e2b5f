import { describe, expect, test } from 'vitest'
import { addDays, dateIn, datesUpTo, dateWords, weekdayOf } from '../../../ui/dates.ts'
import { calendarWeeks, dailyMinutes } from './days.ts'
import { bestPart, hoursOfDay } from './hours.ts'

const day = (date: string, minutes: number) => ({
  date,
  minutes,
  sessions: 1,
  breaths_per_minute: null,
  consistency: null,
  quality: null,
})

describe('dates', () => {
  test('today is what the calendar on the wall says', () => {
    const moment = Date.UTC(2026, 2, 28, 23, 30)
    expect(dateIn('UTC', moment)).toBe('2026-03-28')
    expect(dateIn('Europe/Berlin', moment)).toBe('2026-03-29')
    expect(dateIn('America/Los_Angeles', moment)).toBe('2026-03-28')
  })

  test('days are counted over months, leap days and changes of the clocks', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
    expect(datesUpTo('2026-03-30', 3)).toEqual(['2026-03-28', '2026-03-29', '2026-03-30'])
    expect(weekdayOf('2026-03-30')).toBe(0)
    expect(weekdayOf('2026-03-29')).toBe(6)
    expect(dateWords('2026-03-29', { weekday: 'long', day: 'numeric', month: 'long' })).toBe('Sunday, March 29')
  })
})

describe('the calendar', () => {
  test('has whole weeks from Monday, and nothing of the days to come', () => {
    const weeks = calendarWeeks([], '2026-01-07', 2)
    expect(weeks.map((week) => week.map((cell) => cell?.date))).toEqual([
      datesUpTo('2026-01-04', 7),
      ['2026-01-05', '2026-01-06', '2026-01-07', undefined, undefined, undefined, undefined],
    ])
  })

  test('shades a day by its minutes', () => {
    const days = [0.2, 4, 10, 20, 90].map((minutes, index) => day(addDays('2026-01-05', index), minutes))
    const shaded = dailyMinutes(days, ['2026-01-04', ...days.map(({ date }) => date)])
    expect(shaded.map(({ level }) => level)).toEqual([0, 1, 2, 3, 4, 4])
  })
})

describe('the best times', () => {
  const at = (hour: number, minutes: number) => ({ hour, minutes, sessions: 1 })

  test('are told by the part of the day', () => {
    expect(bestPart([at(7, 10), at(8, 10), at(20, 15)])).toBe('in the morning')
    expect(bestPart([at(23, 10), at(2, 10), at(20, 15)])).toBe('at night')
    expect(bestPart([])).toBeUndefined()
  })

  test('know every hour', () => {
    expect(hoursOfDay([at(7, 10)]).map(({ minutes }) => minutes)).toEqual(
      Array.from({ length: 24 }, (_, hour) => (hour === 7 ? 10 : 0)),
    )
  })
})
