import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { streakOf } from './streak.ts'

/** The dates of a January on which `pattern` has an x; its last character is today. */
function january(pattern: string) {
  const dates = Array.from(pattern, (_, index) => new Date(Date.UTC(2026, 0, index + 1)).toISOString().slice(0, 10))
  return streakOf(
    dates.filter((_, index) => pattern[index] === 'x'),
    dates.at(-1) ?? '',
  )
}

describe('a streak', () => {
  test.each([
    ['nothing yet', '.', 0, 0, 0],
    ['the first day', 'x', 1, 1, 0],
    ['four days in a row', 'xxxx', 4, 4, 0],
    ['today is still open', 'xxx.', 3, 3, 0],
    ['yesterday is forgiven, today is still open', 'xxx..', 3, 3, 1],
    ['two days were missed', 'xxx...', 0, 3, 0],
    ['two days were missed, then a new start', 'xxx..x', 1, 3, 0],
    ['a missed day is forgiven, and does not count as one', 'xxx.xx', 5, 5, 1],
    ['a mercy day a week', 'xxx.xxxxxx.xxx', 12, 12, 2],
    ['the second miss on the seventh day after the first', 'x.xxxxxx.x', 8, 8, 2],
    ['the second miss a day too soon: what lies after the first counts on', 'xxx.xxxxx.x', 6, 8, 1],
    ['every other day', 'x.x.x.x.x', 2, 2, 1],
    ['a miss yesterday, too soon after another', 'xxxx.xx..', 2, 6, 1],
    ['a longer one long ago', 'xxxxxxxxx....xx', 2, 9, 0],
  ])('%s (%s)', (_, pattern, current_days, longest_days, mercy_days_used) => {
    expect(january(pattern)).toMatchObject({ current_days, longest_days, mercy_days_used })
  })

  test('knows whether today is done', () => {
    expect(january('xx').practised_today).toBe(true)
    expect(january('x.').practised_today).toBe(false)
  })

  test('runs over months, years and a leap day', () => {
    expect(streakOf(['2027-12-31', '2028-01-01'], '2028-01-01').current_days).toBe(2)
    expect(streakOf(['2028-02-28', '2028-02-29', '2028-03-01'], '2028-03-01').current_days).toBe(3)
    expect(streakOf(['2027-02-28', '2027-03-01'], '2027-03-01').current_days).toBe(2)
  })

  test('a day from before a flight west, which is tomorrow here, ends nothing', () => {
    expect(streakOf(['2026-01-01', '2026-01-02'], '2026-01-01')).toMatchObject({ current_days: 2, longest_days: 2 })
  })

  test('is the longest end of the days in which no seven hold two misses', () => {
    const days = fc.array(fc.boolean(), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(days, (practised) => {
        const { current_days, longest_days } = january(practised.map((day) => (day ? 'x' : '.')).join(''))
        expect(longest_days).toBe(Math.max(0, ...practised.map((_, end) => longestUpTo(practised, end))))
        expect(current_days).toBe(longestUpTo(practised, practised.length - 1, true))
      }),
    )
  })
})

/** By trying every beginning, as the rule is worded. */
function longestUpTo(practised: boolean[], end: number, todayIsOpen = false): number {
  if (!practised[end] && !todayIsOpen) return 0
  const days = practised.slice(0, end + 1)
  const misses = days.flatMap((day, index) => (day || (todayIsOpen && index === end) ? [] : [index]))
  const counts = days.map((day, start) => {
    const within = misses.filter((miss) => miss >= start)
    const allowed = within.every((miss, index) => index === 0 || miss - (within[index - 1] ?? 0) >= 7)
    return day && allowed ? days.slice(start).filter(Boolean).length : 0
  })
  return Math.max(0, ...counts)
}
