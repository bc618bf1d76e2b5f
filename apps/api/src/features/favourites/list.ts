import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { paging } from '../../http/paging.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { FavouriteParts } from './parts.ts'
import { selectFavourites } from './queries.ts'

/** Of one member, the latest: more nobody finds anything in. */
export const MAX_FAVOURITES = 2_000

export function listFavourites(app: App, { db, guard, cards }: FavouriteParts): void {
  const entry = z.object({ item: cards.schema, added_at: z.iso.datetime() }).meta({ id: 'Favourite' })
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/favourites',
    schema: {
      operationId: 'listFavourites',
      tags: ['favourites'],
      summary: 'What the member put a heart on',
      description: `The latest first, ${MAX_FAVOURITES} at the most; those that the subscription does not open are locked. What was taken down is left out, and there again when it is back.`,
      querystring: z.object({
        ...paging,
      }),
      response: {
        200: z
          .object({
            favourites: z.array(entry),
            total: z.int().describe('Favourites on all pages'),
            limit: z.int(),
            offset: z.int(),
          })
          .meta({ id: 'FavouritePage' }),
        ...problems(401, 403, 422, 503),
      },
    },
    handler: async (request, member) => {
      const { limit, offset } = request.query
      const rows = await selectFavourites(db, member.userId, MAX_FAVOURITES)
      const shown = rows.flatMap(({ content_id, added_at }) => {
        const item = cards.shownTo(member, content_id)
        return item ? [{ item, added_at: added_at.toISOString() }] : []
      })
      return { favourites: shown.slice(offset, offset + limit), total: shown.length, limit, offset }
    },
  })
}
