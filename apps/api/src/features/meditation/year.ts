import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { timeZone } from '../../text/time-zones.ts'
import type { MeditationParts } from './parts.ts'
import { selectYear, selectYears, type YearAmounts, type YearRow } from './year-query.ts'

const FIRST_YEAR = 2000
const LAST_YEAR = 2999
const MS_PER_DAY = 86_400_000

const amounts = {
  minutes: z.number().meta({ description: 'Practised; partial minutes count', example: 412.5 }),
  sessions: z.int().meta({ description: 'Of any kind', example: 31 }),
}

const yearSchema = z
  .object({
    year: z.int().meta({ description: 'Of the calendar', example: 2026 }),
    time_zone: z.string().meta({ description: 'In which days begin', example: 'Europe/Berlin' }),
    years: z
      .array(z.int())
      .meta({ description: 'In which there is practice, the latest first', example: [2026, 2025] }),
    ...amounts,
    days: z.int().meta({ description: 'With practice', example: 120 }),
    longest_run_days: z.int().meta({ description: 'Days in a row, without one that was missed', example: 14 }),
    months: z
      .array(
        z
          .object({ month: z.int().meta({ description: 'From 1', example: 3 }), ...amounts })
          .meta({ id: 'PractisedMonth', description: 'A month with practice' }),
      )
      .meta({ description: 'Those with practice, in order', example: [{ month: 3, minutes: 412.5, sessions: 31 }] }),
    favourite_hour: z
      .int()
      .nullable()
      .meta({ description: 'The local hour in which most minutes began; null without practice', example: 7 }),
    favourite_teacher: z
      .object({
        id: z.guid().meta({ description: 'Of the expert', example: '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11' }),
        name: z.string().meta({ description: 'What they are called', example: 'Mira Sol' }),
        minutes: z.number().meta({ description: 'Practised with them', example: 96 }),
      })
      .nullable()
      .meta({ description: 'Whose sessions took most minutes; null where nobody guided' }),
  })
  .meta({ id: 'PractisedYear', description: 'What a year of practice was' })

/** For the member alone: nobody else can ask for it. */
export function year(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/years/:year',
    schema: {
      operationId: 'getPractisedYear',
      tags: ['meditation'],
      summary: 'Look back at a year',
      description:
        'Everything that counts as practice, by days as they were where the member lives. A year without any is no error.',
      params: z.object({
        year: z.coerce
          .number()
          .int()
          .min(FIRST_YEAR)
          .max(LAST_YEAR)
          .meta({ description: 'Of the calendar', example: 2026 }),
      }),
      querystring: z.object({ time_zone: timeZone.default('UTC').meta({ example: 'Europe/Berlin' }) }),
      response: { 200: yearSchema, ...problems(400, 401, 403, 422, 503) },
    },
    handler: async ({ params, query }, { userId }) => {
      const { time_zone: zone } = query
      const [rows, years] = await Promise.all([
        selectYear(db, { userId, year: params.year, timeZone: zone }),
        selectYears(db, userId, zone),
      ])
      return { year: params.year, time_zone: zone, years, ...toYear(rows) }
    },
  })
}

function toYear(rows: readonly YearRow[]) {
  const of = <Span extends YearRow['span']>(span: Span) =>
    rows.filter((row): row is Extract<YearRow, { span: Span }> => row.span === span)
  const days = of('day').map(({ day }) => day)
  const teacher = mostOf(of('teacher'))
  return {
    ...toAmounts(of('all')[0] ?? { sessions: 0, seconds: 0 }),
    days: days.length,
    longest_run_days: longestRun(days),
    months: of('month').map(({ month, ...row }) => ({ month, ...toAmounts(row) })),
    favourite_hour: mostOf(of('hour'))?.hour ?? null,
    favourite_teacher: teacher?.teacher_id
      ? { id: teacher.teacher_id, name: teacher.teacher, minutes: toAmounts(teacher).minutes }
      : null,
  }
}

function mostOf<Row extends YearAmounts>(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>((most, row) => (most && most.seconds >= row.seconds ? most : row), undefined)
}

function toAmounts({ seconds, sessions }: YearAmounts) {
  return { minutes: Math.round((seconds * 100) / 60) / 100, sessions }
}

/** Of ISO dates, each once, ascending. */
function longestRun(days: readonly string[]): number {
  let [longest, run, last] = [0, 0, Number.NEGATIVE_INFINITY]
  for (const day of days) {
    const number = Date.parse(day) / MS_PER_DAY
    run = number === last + 1 ? run + 1 : 1
    longest = Math.max(longest, run)
    last = number
  }
  return longest
}
