import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { WatchingParts } from './parts.ts'
import { removeFromUnderWay } from './queries.ts'

export function removeUnderWay(app: App, { db, guard }: WatchingParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/streaming/continue/:content_id',
    schema: {
      operationId: 'removeUnderWay',
      tags: ['streaming'],
      summary: 'Take an item off the list of what the member began',
      description: 'Its position stays. Played again, it is on the list again.',
      params: z.object({ content_id: z.guid() }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, { userId }, reply) => {
      if (!(await removeFromUnderWay(db, { userId, contentId: request.params.content_id }))) {
        throw new AppError('not_found', 'Nothing of this item was played')
      }
      reply.code(204)
    },
  })
}
