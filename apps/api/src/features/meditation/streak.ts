/** How long somebody has kept at it. */
export interface Streak {
  /** Days with practice in the streak that still lives; 0 without one. */
  current_days: number
  longest_days: number
  /** Missed days of the current streak that are forgiven. */
  mercy_days_used: number
  practised_today: boolean
}

/** Consecutive days, counted in days since 1970. */
interface Run {
  /** Days with practice. */
  days: number
  lastDay: number
  /** Forgiven days within it. */
  mercies: number
  lastMercy: number
  daysSinceMercy: number
}

const NONE: Run = { days: 0, lastDay: -Infinity, mercies: 0, lastMercy: -Infinity, daysSinceMercy: 0 }
const MS_PER_DAY = 86_400_000
/** One missed day in any so many is forgiven: a mercy day. */
const MERCY_WINDOW_DAYS = 7

/**
 * The streak of a member whose days with practice are `dates` (ISO dates in their time zone, each once, ascending).
 * It goes on over one missed day if none of the six days before that was missed; today counts as missed only when it is
 * over. A miss that comes too soon after another does not end it all: what was practised since the other counts on.
 */
export function streakOf(dates: readonly string[], today: string): Streak {
  let run = NONE
  let longestDays = 0
  for (const date of dates) {
    const day = toDay(date)
    const before = bridged(run, day)
    run = { ...before, days: before.days + 1, daysSinceMercy: before.daysSinceMercy + 1, lastDay: day }
    longestDays = Math.max(longestDays, run.days)
  }
  const current = bridged(run, toDay(today))
  return {
    current_days: current.days,
    longest_days: longestDays,
    mercy_days_used: current.mercies,
    practised_today: dates.includes(today),
  }
}

/** What is left of a run on `day`, before it is known whether there is practice on it. */
function bridged(run: Run, day: number): Run {
  const missed = day - run.lastDay - 1
  if (missed <= 0) return run
  if (missed > 1) return NONE
  const mercy = day - 1
  const tooSoon = mercy - run.lastMercy < MERCY_WINDOW_DAYS
  return {
    ...run,
    days: tooSoon ? run.daysSinceMercy : run.days,
    mercies: tooSoon ? 1 : run.mercies + 1,
    lastMercy: mercy,
    daysSinceMercy: 0,
  }
}

function toDay(date: string): number {
  return Date.parse(date) / MS_PER_DAY
}
