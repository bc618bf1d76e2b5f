import type { ViewSpan } from '@better-and-bliss/sdk'

type Day = ViewSpan['days'][number]
export const MEASURES = ['views', 'viewers', 'watch_minutes'] as const
export type Measure = (typeof MEASURES)[number]

/** One step of a chart: a day, or a week of a long period. */
export interface Step {
  /** Its first day. */
  date: string
  value: number
  /** Of the step as far into the compared period; undefined without one. */
  before?: number
}

/** Days become weeks from here on. */
const MOST_STEPS = 100
const WEEK_DAYS = 7

export function daysPerStep(days: number): 1 | typeof WEEK_DAYS {
  return days > MOST_STEPS ? WEEK_DAYS : 1
}

/** A period in steps beside the one that it is compared with. Weeks begin with the first day; the last may be shorter. */
export function stepsOf(days: readonly Day[], compared: readonly Day[] | undefined, measure: Measure): Step[] {
  const size = daysPerStep(days.length)
  const sum = (list: readonly Day[], index: number) =>
    list.slice(index, index + size).reduce((total, day) => total + day[measure], 0)
  return days.flatMap(({ date }, index) =>
    index % size > 0 ? [] : [{ date, value: sum(days, index), ...(compared && { before: sum(compared, index) }) }],
  )
}

/** The step with most; undefined where there is nothing at all. */
export function highestOf(steps: readonly Step[]): Step | undefined {
  const highest = steps.reduce<Step | undefined>(
    (best, step) => (best && best.value >= step.value ? best : step),
    undefined,
  )
  return highest && highest.value > 0 ? highest : undefined
}
