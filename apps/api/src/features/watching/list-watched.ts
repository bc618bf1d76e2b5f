import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { WatchingParts } from './parts.ts'
import { selectWatched } from './queries.ts'

const MAX_LISTED = 2_000

export function listWatched(app: App, { db, guard }: WatchingParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/streaming/watched',
    schema: {
      operationId: 'listWatched',
      tags: ['streaming'],
      summary: 'What the member watched to its end',
      description: `Ids, what was watched last first, ${MAX_LISTED} at the most. Apart from the catalogue, whose answers everybody shares.`,
      response: {
        200: z.object({ content_ids: z.array(z.guid()) }).meta({ id: 'WatchedItems' }),
        ...problems(401, 403, 503),
      },
    },
    handler: async (_request, { userId }) => ({ content_ids: await selectWatched(db, userId, MAX_LISTED) }),
  })
}
