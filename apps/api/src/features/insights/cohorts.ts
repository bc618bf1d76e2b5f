import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { permissionRoute } from '../../http/routes.ts'
import { LEAST_PEOPLE } from '../../merge-small.ts'
import { type CohortRow, selectCohorts } from './member-queries.ts'
import type { InsightsParts } from './parts.ts'
import { addDays, weekOf } from './period.ts'

const WEEKS = 12

const cohortsSchema = z
  .object({
    cohorts: z
      .array(
        z
          .object({
            first_week: z.iso
              .date()
              .meta({ description: 'The Monday of the week in which they joined', example: '2026-01-05' }),
            members: z
              .int()
              .nullable()
              .meta({ description: `How many joined; null for fewer than ${LEAST_PEOPLE}`, example: 40 }),
            active: z.array(z.int().nullable()).meta({
              description: `How many of them viewed or practised in that week, and in each since; null for fewer than ${LEAST_PEOPLE}`,
              example: [35, 22, 18],
            }),
          })
          .meta({ id: 'Cohort', description: 'Members who joined in the same week' }),
      )
      .describe(`By the last ${WEEKS} weeks that are over, the earliest first`),
  })
  .meta({ id: 'Cohorts', description: 'How many members come back in the weeks after they joined' })

export function cohorts(app: App, { guard, db, clock }: InsightsParts): void {
  permissionRoute(app, guard, 'view_analytics', {
    method: 'GET',
    url: '/api/studio/analytics/cohorts',
    schema: {
      operationId: 'getCohorts',
      tags: ['studio'],
      summary: 'Get who comes back',
      description: `Members by the week in which they joined, and how many of them viewed or practised in each week since: the last ${WEEKS} weeks of UTC that are over.`,
      response: { 200: cohortsSchema, ...problems(401, 403, 503) },
    },
    handler: async () => {
      const until = weekOf(new Date(clock.nowMs()).toISOString().slice(0, 10))
      const weeks = Array.from({ length: WEEKS }, (_, index) => addDays(until, 7 * (index - WEEKS)))
      const rows = await selectCohorts(db, { from: weeks[0] ?? until, until })
      return { cohorts: weeks.map((week, index) => toCohort(week, WEEKS - index, rows)) }
    },
  })
}

function toCohort(first_week: string, length: number, rows: readonly CohortRow[]) {
  const known = new Map(rows.filter((row) => row.first_week === first_week).map(({ week, people }) => [week, people]))
  const told = (week: number | null) => {
    const people = known.get(week) ?? 0
    return people >= LEAST_PEOPLE ? people : null
  }
  return { first_week, members: told(null), active: Array.from({ length }, (_, week) => told(week)) }
}
