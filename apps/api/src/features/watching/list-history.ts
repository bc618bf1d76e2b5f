import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { paging } from '../../http/paging.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { WatchingParts } from './parts.ts'
import { selectPlayed } from './queries.ts'
import { positionSchema, toPosition } from './schemas.ts'

const MAX_LISTED = 2_000

export function listHistory(app: App, { db, guard, cards }: WatchingParts): void {
  const entry = z.object({ item: cards.schema, position: positionSchema }).meta({ id: 'Played' })
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/streaming/history',
    schema: {
      operationId: 'listHistory',
      tags: ['streaming'],
      summary: 'What the member played',
      description: `Each item once, what was played last first, ${MAX_LISTED} at the most. What was taken down is left out.`,
      querystring: z.object({
        ...paging,
      }),
      response: {
        200: z
          .object({
            history: z.array(entry),
            total: z.int().describe('Items on all pages'),
            limit: z.int(),
            offset: z.int(),
          })
          .meta({ id: 'HistoryPage' }),
        ...problems(401, 403, 422, 503),
      },
    },
    handler: async (request, member) => {
      const { limit, offset } = request.query
      const rows = await selectPlayed(db, member.userId, MAX_LISTED)
      const shown = rows.flatMap((row) => {
        const item = cards.shownTo(member, row.content_id)
        return item ? [{ item, position: toPosition(row) }] : []
      })
      return { history: shown.slice(offset, offset + limit), total: shown.length, limit, offset }
    },
  })
}
