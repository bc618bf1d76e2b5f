import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { WatchingParts } from './parts.ts'
import { deletePosition } from './queries.ts'

export function removeFromHistory(app: App, { db, guard }: WatchingParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/streaming/history/:content_id',
    schema: {
      operationId: 'removeFromHistory',
      tags: ['streaming'],
      summary: 'Forget that the member played an item',
      description: 'Where they stopped, and that they watched it, are forgotten, too.',
      params: z.object({ content_id: z.guid() }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, { userId }, reply) => {
      if (!(await deletePosition(db, { userId, contentId: request.params.content_id }))) {
        throw new AppError('not_found', 'Nothing of this item was played')
      }
      reply.code(204)
    },
  })
}
