import { addDays, dateIn } from '../../../ui/dates.ts'

export interface Here {
  timeZone: string
  /** The device names no time zone that there is, so days are those of UTC. */
  isGuess: boolean
  /** Today, as `2026-01-31`. */
  today: string
}

const UNKNOWN = 'UTC'

/** Where and when a device is that names this time zone; some name one that is none, such as `Etc/Unknown`. */
export function hereAt(timeZone: string | undefined, nowMs: number): Here {
  const isGuess = !isTimeZone(timeZone)
  const known = isGuess ? UNKNOWN : timeZone
  return { timeZone: known, isGuess, today: dateIn(known, nowMs) }
}

/** How long today still lasts in a time zone; days are 23 to 25 hours long. */
export function msUntilTomorrow(timeZone: string, nowMs: number): number {
  const tomorrow = addDays(dateIn(timeZone, nowMs), 1)
  let before = 0
  let after = MS_PER_LONGEST_DAY
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (dateIn(timeZone, nowMs + middle) < tomorrow) before = middle
    else after = middle
  }
  return after
}

const MS_PER_LONGEST_DAY = 26 * 3_600_000

function isTimeZone(timeZone: string | undefined): timeZone is string {
  if (!timeZone) return false
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }))
  } catch {
    return false
  }
}
