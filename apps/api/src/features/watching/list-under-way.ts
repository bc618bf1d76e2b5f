import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { WatchingParts } from './parts.ts'
import { selectUnderWay } from './queries.ts'
import { positionSchema, toPosition } from './schemas.ts'

const MAX_LISTED = 20
/** More are read than are listed: some may not be playable any more. */
const MAX_READ = 100

export function listUnderWay(app: App, { db, guard, cards }: WatchingParts): void {
  const entry = z.object({ item: cards.schema, position: positionSchema })
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/streaming/continue',
    schema: {
      operationId: 'listUnderWay',
      tags: ['streaming'],
      summary: 'What the member began and may go on with',
      description: `What was played last first, ${MAX_LISTED} at the most; only what the member may play now.`,
      response: {
        200: z.object({ under_way: z.array(entry.meta({ id: 'UnderWay' })) }).meta({ id: 'UnderWayList' }),
        ...problems(401, 403, 503),
      },
    },
    handler: async (_request, member) => {
      const rows = await selectUnderWay(db, member.userId, MAX_READ)
      const under_way = rows.flatMap((row) => {
        const item = cards.playableBy(member, row.content_id)
        return item ? [{ item, position: toPosition(row) }] : []
      })
      return { under_way: under_way.slice(0, MAX_LISTED) }
    },
  })
}
