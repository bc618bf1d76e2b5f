import { addDays } from '../../ui/dates.ts'

/** A year is 52 whole weeks. */
export const SPANS = ['7', '30', '90', '364'] as const
export type Span = (typeof SPANS)[number]
export const COMPARISONS = ['before', 'year', 'none'] as const
export type Comparison = (typeof COMPARISONS)[number]

const DEFAULT_SPAN: Span = '30'
const DEFAULT_COMPARISON: Comparison = 'before'

/** What the address says of the period: every part is absent where nothing was chosen. Own dates go above a span. */
export interface PeriodSearch {
  days?: Span
  from?: string
  to?: string
  compare?: Comparison
}

/** Reads an address that anybody may have typed: what means nothing, and what is the default anyway, is left out. */
export function parsePeriodSearch(raw: Record<string, unknown>): PeriodSearch {
  const days = SPANS.find((span) => span === raw.days)
  const compare = COMPARISONS.find((comparison) => comparison === raw.compare)
  const [from, to] = [dateOf(raw.from), dateOf(raw.to)]
  return {
    ...(from && to && from <= to ? { from, to } : days && days !== DEFAULT_SPAN && { days }),
    ...(compare && compare !== DEFAULT_COMPARISON && { compare }),
  }
}

export interface Asked {
  from: string
  to: string
  compare: Comparison
}

/** What to ask the API for; its days are those of UTC. */
export function askedFor(
  { days = DEFAULT_SPAN, from, to, compare = DEFAULT_COMPARISON }: PeriodSearch,
  nowMs: number,
): Asked {
  if (from && to) return { from, to, compare }
  const today = new Date(nowMs).toISOString().slice(0, 10)
  return { from: addDays(today, 1 - Number(days)), to: today, compare }
}

/** Undefined: own dates. */
export function spanOf({ days = DEFAULT_SPAN, from, to }: PeriodSearch): Span | undefined {
  return from && to ? undefined : days
}

function dateOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^2\d{3}-\d\d-\d\d$/.test(value)) return undefined
  const timeMs = Date.parse(value)
  return Number.isNaN(timeMs) || new Date(timeMs).toISOString().slice(0, 10) !== value ? undefined : value
}
