import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { LEAST_PEOPLE, mergeSmall } from '../../merge-small.ts'
import { type PracticeRow, selectPractice, type Weeks } from './member-queries.ts'
import type { InsightsParts } from './parts.ts'
import { addDays, periodOf, periodQuery, weekOf } from './period.ts'

const amounts = {
  sessions: z.int().meta({ description: 'Sessions that began', example: 84 }),
  minutes: z.number().meta({ description: 'Minutes practised', example: 912.5 }),
  completed: z.int().meta({ description: 'Sessions that were brought to their end', example: 71 }),
}

const weekSchema = z
  .object({
    week_start: z.iso.date().meta({ description: 'The Monday that it begins with', example: '2026-01-05' }),
    amounts: z
      .object({ people: z.int().meta({ description: 'How many practised', example: 23 }), ...amounts })
      .nullable()
      .meta({
        description: `What it amounts to; null where fewer than ${LEAST_PEOPLE} people practised`,
        example: { people: 23, sessions: 84, minutes: 912.5, completed: 71 },
      }),
  })
  .meta({ id: 'PracticeWeek', description: 'What was practised in a week' })

const practiceSchema = z
  .object({
    weeks: z.array(weekSchema).describe('Each week of the period that is over'),
    total: z.object(amounts).describe('All weeks that are told together'),
    patterns: z
      .array(
        z
          .object({
            value: z.string().meta({
              description: 'The pattern, or the name of one of the studio; `other`: all the rest',
              example: 'coherent',
            }),
            sessions: z.int().meta({ description: 'Sessions that followed it', example: 40 }),
          })
          .meta({ id: 'PracticePattern', description: 'How often a pattern was followed' }),
      )
      .describe('Most sessions first'),
  })
  .meta({ id: 'PracticeInsight', description: 'What all members together practised' })

export function practice(app: App, { guard, db, clock }: InsightsParts): void {
  permissionRoute(app, guard, 'view_analytics', {
    method: 'GET',
    url: '/api/studio/analytics/practice',
    schema: {
      operationId: 'getPracticeInsight',
      tags: ['studio'],
      summary: 'Get what was practised',
      description:
        `All members together, by weeks that are over; the weeks of the first and the last day count whole. A week in which fewer than ` +
        `${LEAST_PEOPLE} people practised is in no figure, and a pattern that fewer followed in a week is told as \`other\`: no two answers ` +
        'differ by what one person did.',
      querystring: z.object(periodQuery),
      response: { 200: practiceSchema, ...problems(401, 403, 422, 503) },
    },
    handler: async ({ query }) => {
      const { from, to } = periodOf(query, clock.nowMs())
      const thisWeek = weekOf(new Date(clock.nowMs()).toISOString().slice(0, 10))
      const next = addDays(weekOf(to), 7)
      const weeks = { from: weekOf(from), until: earlier(next, thisWeek) }
      return toAnswer(weeks, await selectPractice(db, weeks))
    },
  })
}

function toAnswer({ from, until }: Weeks, rows: readonly PracticeRow[]): z.infer<typeof practiceSchema> {
  const told = rows.filter(({ pattern, people }) => pattern === null && people >= LEAST_PEOPLE)
  const byWeek = new Map(told.map((row) => [row.week_start, row]))
  const sum = (pick: (row: PracticeRow) => number) => told.reduce((total, row) => total + pick(row), 0)
  return {
    weeks: weeksOf(from, until).map((week_start) => {
      const row = byWeek.get(week_start)
      return { week_start, amounts: row ? { people: row.people, ...toAmounts(row) } : null }
    }),
    total: toAmounts({
      sessions: sum(({ sessions }) => sessions),
      seconds: sum(({ seconds }) => seconds),
      completed: sum(({ completed }) => completed),
    }),
    patterns: patternsOf(rows.filter(({ week_start }) => byWeek.has(week_start))),
  }
}

/** Merged week by week, so that a longer period tells nothing of the week that it has more. */
function patternsOf(rows: readonly PracticeRow[]): { value: string; sessions: number }[] {
  const sums = new Map<string, number>()
  for (const week of new Set(rows.map(({ week_start }) => week_start))) {
    const cells = rows.flatMap(({ week_start, pattern, people, sessions }) =>
      week_start === week && pattern !== null ? [{ value: pattern, views: sessions, people }] : [],
    )
    for (const { value, views } of mergeSmall(cells)) sums.set(value, (sums.get(value) ?? 0) + views)
  }
  return [...sums].map(([value, sessions]) => ({ value, sessions })).toSorted((a, b) => b.sessions - a.sessions)
}

const earlier = (one: string, other: string) => (one < other ? one : other)

function toAmounts({ sessions, seconds, completed }: Pick<PracticeRow, 'sessions' | 'seconds' | 'completed'>) {
  return { sessions, minutes: Math.round((seconds * 100) / 60) / 100, completed }
}

function weeksOf(from: string, until: string): string[] {
  const weeks: string[] = []
  for (let week = from; week < until; week = addDays(week, 7)) weeks.push(week)
  return weeks
}
