import type { Progress } from '@better-and-bliss/sdk'
import { addDays, weekdayOf } from '../../../ui/dates.ts'

export type Day = Progress['days'][number]

export interface CalendarDay {
  date: string
  minutes: number
  sessions: number
  /** 0 without practice to 4 for the longest, as the calendar shades it. */
  level: number
}

/** Minutes from which a day is shaded so. */
const LEVELS = [20, 10, 4]

/** The weeks up to today, from Monday; days to come are undefined. */
export function calendarWeeks(days: readonly Day[], today: string, weekCount: number): (CalendarDay | undefined)[][] {
  const known = new Map(days.map((day) => [day.date, day]))
  const monday = addDays(today, -weekdayOf(today) - 7 * (weekCount - 1))
  return Array.from({ length: weekCount }, (_, week) =>
    Array.from({ length: 7 }, (_, weekday) => {
      const date = addDays(monday, week * 7 + weekday)
      return date > today ? undefined : toCalendarDay(date, known.get(date))
    }),
  )
}

/** Each of some dates with what was practised on it. */
export function dailyMinutes(days: readonly Day[], dates: readonly string[]): CalendarDay[] {
  const known = new Map(days.map((day) => [day.date, day]))
  return dates.map((date) => toCalendarDay(date, known.get(date)))
}

function toCalendarDay(date: string, day: Day | undefined): CalendarDay {
  const { minutes = 0, sessions = 0 } = day ?? {}
  const shade = LEVELS.findIndex((from) => minutes >= from)
  return { date, minutes, sessions, level: minutes === 0 ? 0 : shade === -1 ? 1 : 4 - shade }
}
