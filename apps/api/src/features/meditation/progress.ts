import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { timeZone } from '../../text/time-zones.ts'
import type { MeditationParts } from './parts.ts'
import { type Amounts, type ProgressRow, selectProgress } from './progress-query.ts'
import { streakOf } from './streak.ts'

/** A year, and the same weekday in it. */
const SHOWN_DAYS = 366
const SHOWN_WEEKS = 53
const MS_PER_DAY = 86_400_000

const amounts = {
  minutes: z.number().describe('Partial minutes count'),
  sessions: z.int(),
  breaths_per_minute: z.number().nullable(),
  consistency: z.number().nullable().describe('0 to 1'),
  quality: z.number().nullable().describe('0 to 1'),
}

const progressSchema = z
  .object({
    time_zone: z.string(),
    total_sessions: z.int(),
    total_minutes: z.number(),
    total_breaths: z.int(),
    streak: z
      .object({
        current_days: z.int(),
        longest_days: z.int(),
        mercy_days_used: z.int(),
        practised_today: z.boolean(),
      })
      .describe('Days with practice in a row; one missed day in any seven is forgiven'),
    days: z.array(z.object({ date: z.iso.date(), ...amounts })).describe('With practice, of the last 366'),
    weeks: z.array(z.object({ week_start: z.iso.date(), ...amounts })).describe('From Monday, of the last 53'),
    best_times: z.array(z.object({ hour: z.int(), sessions: z.int(), minutes: z.number() })).describe('Local hours'),
  })
  .meta({ id: 'Progress' })

export function progress(app: App, { guard, db, clock }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/progress',
    schema: {
      operationId: 'getProgress',
      tags: ['meditation'],
      summary: 'Get user progress',
      description: 'All sessions that have ended, by days and hours as they are where the member lives.',
      querystring: z.object({
        time_zone: timeZone.default('UTC').meta({ example: 'Europe/Berlin' }),
      }),
      response: { 200: progressSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async (request, { userId }) => {
      const { time_zone: zone } = request.query
      return toProgress(zone, await selectProgress(db, { userId, timeZone: zone, nowMs: clock.nowMs() }))
    },
  })
}

function toProgress(zone: string, rows: ProgressRow[]): z.infer<typeof progressSchema> {
  const all = rows.find((row) => row.span === 'all')
  if (!all) throw new Error('The progress has no total')
  const days = rows.filter((row) => row.span === 'day')
  const weeks = rows.filter((row) => row.span === 'week')
  const { today } = all
  return {
    time_zone: zone,
    total_sessions: all.sessions,
    total_minutes: toMinutes(all.seconds),
    total_breaths: all.breaths,
    streak: streakOf(
      days.map(({ day }) => day),
      today,
    ),
    days: days
      .filter(({ day }) => isWithin(day, SHOWN_DAYS, today))
      .map(({ day, ...row }) => ({ date: day, ...toAmounts(row) })),
    weeks: weeks
      .filter(({ week_start }) => isWithin(week_start, SHOWN_WEEKS * 7, today))
      .map(({ week_start, ...row }) => ({ week_start, ...toAmounts(row) })),
    best_times: rows
      .filter((row) => row.span === 'hour')
      .map(({ hour, sessions, seconds }) => ({ hour, sessions, minutes: toMinutes(seconds) })),
  }
}

function isWithin(date: string, days: number, today: string): boolean {
  return Date.parse(today) - Date.parse(date) < days * MS_PER_DAY
}

function toAmounts({ seconds, sessions, breaths_per_minute, consistency, quality }: Amounts) {
  return { minutes: toMinutes(seconds), sessions, breaths_per_minute, consistency, quality }
}

function toMinutes(seconds: number): number {
  return Math.round((seconds * 100) / 60) / 100
}
