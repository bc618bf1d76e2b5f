import { z } from 'zod'
import { AppError } from '../../errors.ts'

const MS_PER_DAY = 86_400_000
const FIRST_DAY = '2000-01-01'
const LONGEST_DAYS = 731
const DEFAULT_DAYS = 30
/** 52 weeks, so that weekdays meet their like. */
const YEAR_DAYS = 364

/** Days of UTC, both ends included. */
export interface Period {
  from: string
  to: string
}

const COMPARISONS = ['before', 'year', 'none'] as const
export type Comparison = (typeof COMPARISONS)[number]

export const periodQuery = {
  from: z.iso
    .date()
    .optional()
    .meta({ description: `First day, in UTC; without it, the period has ${DEFAULT_DAYS} days`, example: '2026-01-01' }),
  to: z.iso
    .date()
    .optional()
    .meta({ description: 'Last day, in UTC, today at the latest; without it, today', example: '2026-01-30' }),
}

export const compareQuery = z.enum(COMPARISONS).default('before').meta({
  description: 'With what to compare: as many days `before`, the same days of last `year`, or nothing',
  example: 'before',
})

/** @throws AppError invalid_request */
export function periodOf({ from, to }: Partial<Period>, nowMs: number): Period {
  const today = dayOf(nowMs)
  const last = to === undefined || to > today ? today : to
  const first = from ?? addDays(last, 1 - DEFAULT_DAYS)
  if (first < FIRST_DAY) throw wrong('from', `must be ${FIRST_DAY} or later`)
  if (first > last) throw wrong('from', `must not be after the last day, ${last}`)
  if (lengthOf({ from: first, to: last }) > LONGEST_DAYS) {
    throw wrong('from', `must be at most ${LONGEST_DAYS} days before the last day, ${last}`)
  }
  return { from: first, to: last }
}

export function comparedWith({ from, to }: Period, comparison: Comparison): Period | null {
  switch (comparison) {
    case 'before':
      return { from: addDays(from, -lengthOf({ from, to })), to: addDays(from, -1) }
    case 'year':
      return { from: addDays(from, -YEAR_DAYS), to: addDays(to, -YEAR_DAYS) }
    case 'none':
      return null
  }
}

export function daysOf(period: Period): string[] {
  return Array.from({ length: lengthOf(period) }, (_, index) => addDays(period.from, index))
}

/** The Monday of its week. */
export function weekOf(day: string): string {
  return addDays(day, -((new Date(day).getUTCDay() + 6) % 7))
}

export function addDays(day: string, days: number): string {
  return dayOf(Date.parse(day) + days * MS_PER_DAY)
}

function lengthOf({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / MS_PER_DAY + 1
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10)
}

function wrong(field: string, msg: string): AppError {
  return new AppError('invalid_request', `${field}: ${msg}`, { fields: [{ loc: ['query', field], msg }] })
}
