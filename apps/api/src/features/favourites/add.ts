import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { FavouriteParts } from './parts.ts'
import { insertFavourite } from './queries.ts'

export function addFavourite(app: App, { db, guard, clock, cards }: FavouriteParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/favourites/:content_id',
    schema: {
      operationId: 'addFavourite',
      tags: ['favourites'],
      summary: 'Put a heart on an item',
      description: 'Once more it changes nothing. An item that the subscription does not open may be loved, too.',
      params: z.object({ content_id: z.guid() }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, member, reply) => {
      const contentId = request.params.content_id.toLowerCase()
      if (!cards.shownTo(member, contentId)) throw new AppError('not_found', 'Content not found')
      await insertFavourite(db, { userId: member.userId, contentId }, clock.nowMs())
      reply.code(204)
    },
  })
}
