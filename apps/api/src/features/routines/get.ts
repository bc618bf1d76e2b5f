import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { RoutineParts } from './parts.ts'
import { selectRoutine } from './queries.ts'
import { routineParams, routineSchema, toRoutine } from './schemas.ts'

export function getRoutine(app: App, parts: RoutineParts): void {
  const { db, guard } = parts
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/routines/:id',
    schema: {
      operationId: 'getRoutine',
      tags: ['routines'],
      summary: 'Get one of the own routines',
      description: 'With its steps, as the catalogue shows them to the member now.',
      params: routineParams,
      response: { 200: routineSchema(parts), ...problems(400, 401, 403, 404, 503) },
    },
    handler: async (request, member) => {
      const row = await selectRoutine(db, { id: request.params.id, userId: member.userId })
      if (!row) throw new AppError('not_found', 'Routine not found')
      return toRoutine(parts, member, row)
    },
  })
}
