import { LANGUAGE } from '../language/page-language.ts'

const MS_PER_DAY = 86_400_000

/** The date of a moment where `timeZone` is, as `2026-01-31`. */
export function dateIn(timeZone: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const { year, month, day } = Object.fromEntries(parts.formatToParts(atMs).map(({ type, value }) => [type, value]))
  return `${year}-${month}-${day}`
}

/** So many days after a date; before it, if negative. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * MS_PER_DAY).toISOString().slice(0, 10)
}

/** 0 for Monday to 6 for Sunday. */
export function weekdayOf(date: string): number {
  return (new Date(date).getUTCDay() + 6) % 7
}

/** The dates of so many days up to `last`. */
export function datesUpTo(last: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => addDays(last, index + 1 - count))
}

/** A date in words; `2026-01-31` is a day, not a moment, so that no time zone moves it. */
export function dateWords(date: string, options: Intl.DateTimeFormatOptions): string {
  return new Date(date).toLocaleDateString(LANGUAGE, { ...options, timeZone: 'UTC' })
}
