import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { WatchingParts } from './parts.ts'
import { deletePositions } from './queries.ts'

export function clearHistory(app: App, { db, guard }: WatchingParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    // No prefix of an entry's address: one that loses its id on its way must not clear all.
    url: '/api/streaming/whole-history',
    schema: {
      operationId: 'clearHistory',
      tags: ['streaming'],
      summary: 'Forget everything that the member played',
      description: 'Where they stopped, and what they watched, are forgotten, too.',
      response: { 204: z.null(), ...problems(400, 401, 403, 413, 415, 503) },
    },
    handler: async (_request, { userId }, reply) => {
      await deletePositions(db, userId)
      reply.code(204)
    },
  })
}
