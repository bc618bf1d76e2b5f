import { z } from 'zod'
import { LEAST_PEOPLE, mergeSmall } from '../../merge-small.ts'
import { daysOf, type Period } from './period.ts'
import type { Amounts, DayRow, FacetRow } from './queries.ts'

const amounts = {
  views: z.int().meta({ description: 'Once per viewer, item and half an hour', example: 128 }),
  viewers: z.int().meta({ description: 'Viewers, each once a day', example: 97 }),
  watch_minutes: z.number().meta({ description: 'Minutes watched', example: 912.5 }),
  completions: z.int().meta({ description: 'Views that came to the end', example: 64 }),
}

export const figuresSchema = z.object(amounts).meta({ id: 'ViewFigures', description: 'What some views amount to' })

const daySchema = z
  .object({ date: z.iso.date().meta({ description: 'A day in UTC', example: '2026-01-30' }), ...amounts })
  .meta({ id: 'ViewDay', description: 'What the views of a day amount to' })

export const spanSchema = z
  .object({
    from: z.iso.date().meta({ description: 'Its first day, in UTC', example: '2026-01-01' }),
    to: z.iso.date().meta({ description: 'Its last day, in UTC', example: '2026-01-30' }),
    total: figuresSchema.describe('All of its days together'),
    days: z.array(daySchema).describe('Each of its days'),
  })
  .meta({ id: 'ViewSpan', description: 'Views in a period' })

const shareSchema = z
  .object({
    value: z
      .string()
      .meta({ description: 'A kind of device, a country code or a source; `other`: all the rest', example: 'phone' }),
    views: z.int().meta({ description: 'Views that came from there', example: 75 }),
  })
  .meta({ id: 'ViewShare', description: 'Views from one kind of place' })

const shares = (what: string) =>
  z.array(shareSchema).describe(`${what}, most views first. What tells of fewer than ${LEAST_PEOPLE} people is merged`)

export const facets = {
  devices: shares('By device'),
  countries: shares('By country'),
  sources: shares('By what led to the item'),
}

const NOTHING: Amounts = { views: 0, viewers: 0, watch_seconds: 0, completions: 0 }
type AmountName = keyof Amounts

export function toSpan(period: Period, rows: readonly DayRow[]): z.infer<typeof spanSchema> {
  const known = new Map(rows.map((row) => [row.day, row]))
  return {
    ...period,
    total: toFigures(sumOf(rows)),
    days: daysOf(period).map((date) => ({ date, ...toFigures(known.get(date) ?? NOTHING) })),
  }
}

export function toFigures({ views, viewers, watch_seconds, completions }: Amounts): z.infer<typeof figuresSchema> {
  return { views, viewers, watch_minutes: Math.round((watch_seconds * 100) / 60) / 100, completions }
}

export function toFacets(rows: readonly FacetRow[]) {
  const of = (facet: FacetRow['facet']) => mergeSmall(rows.filter((row) => row.facet === facet))
  return { devices: of('device'), countries: of('country'), sources: of('source') }
}

function sumOf(rows: readonly Amounts[]): Amounts {
  const sum = (name: AmountName) => rows.reduce((total, row) => total + row[name], 0)
  return {
    views: sum('views'),
    viewers: sum('viewers'),
    watch_seconds: sum('watch_seconds'),
    completions: sum('completions'),
  }
}
