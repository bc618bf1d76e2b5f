import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { MAX_FAVOURITES } from './list.ts'
import type { FavouriteParts } from './parts.ts'
import { selectFavourites } from './queries.ts'

export function listFavouriteIds(app: App, { db, guard }: FavouriteParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/favourites/ids',
    schema: {
      operationId: 'listFavouriteIds',
      tags: ['favourites'],
      summary: 'Ids of what the member put a heart on',
      description: `The latest first, ${MAX_FAVOURITES} at the most. Apart from the catalogue, whose answers everybody shares.`,
      response: {
        200: z.object({ content_ids: z.array(z.guid()) }).meta({ id: 'FavouriteIds' }),
        ...problems(401, 403, 503),
      },
    },
    handler: async (_request, { userId }) => {
      const rows = await selectFavourites(db, userId, MAX_FAVOURITES)
      return { content_ids: rows.map(({ content_id }) => content_id) }
    },
  })
}
