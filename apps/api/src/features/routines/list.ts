import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { RoutineParts } from './parts.ts'
import { selectRoutines } from './queries.ts'
import { routineListSchema } from './schemas.ts'

export function listRoutines(app: App, { db, guard }: RoutineParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/routines',
    schema: {
      operationId: 'listRoutines',
      tags: ['routines'],
      summary: 'List own routines',
      description: 'Without their steps.',
      response: { 200: routineListSchema, ...problems(401, 403, 503) },
    },
    handler: async (_request, { userId }) => ({
      routines: (await selectRoutines(db, userId)).map((row) => ({ ...row, updated_at: row.updated_at.toISOString() })),
    }),
  })
}
