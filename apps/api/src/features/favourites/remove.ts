import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { FavouriteParts } from './parts.ts'
import { deleteFavourite } from './queries.ts'

export function removeFavourite(app: App, { db, guard }: FavouriteParts): void {
  memberRoute(app, guard, {
    method: 'DELETE',
    url: '/api/favourites/:content_id',
    schema: {
      operationId: 'removeFavourite',
      tags: ['favourites'],
      summary: 'Take the heart off an item',
      description: 'An item that has none is no error.',
      params: z.object({ content_id: z.guid() }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, { userId }, reply) => {
      await deleteFavourite(db, { userId, contentId: request.params.content_id })
      reply.code(204)
    },
  })
}
