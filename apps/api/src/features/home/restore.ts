import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { HomeParts } from './parts.ts'
import { deleteDismissal } from './queries.ts'

export function restoreSuggestion(app: App, { db, guard }: HomeParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/home/dismissed/:content_id',
    schema: {
      operationId: 'restoreSuggestion',
      tags: ['home'],
      summary: 'Take a dismissal back',
      description: 'The item may be suggested again at once. One that was not dismissed is no error.',
      params: z.object({ content_id: z.guid() }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, { userId }, reply) => {
      await deleteDismissal(db, { userId, contentId: request.params.content_id })
      reply.code(204)
    },
  })
}
