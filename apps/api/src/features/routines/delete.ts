import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { RoutineParts } from './parts.ts'
import { deleteRoutineRow } from './queries.ts'
import { routineParams } from './schemas.ts'

export function deleteRoutine(app: App, { db, guard }: RoutineParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/routines/:id',
    schema: {
      operationId: 'deleteRoutine',
      tags: ['routines'],
      summary: 'Delete a routine',
      description: 'Also answered so when there is none.',
      params: routineParams,
      response: { 204: z.null(), ...problems(400, 401, 403, 413, 415, 503) },
    },
    handler: async (request, { userId }, reply) => {
      await deleteRoutineRow(db, { id: request.params.id, userId })
      reply.code(204)
    },
  })
}
