import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { WatchingParts } from './parts.ts'
import { selectPositions } from './queries.ts'
import { positionSchema, toPosition } from './schemas.ts'

export function getPosition(app: App, { db, guard, findItem }: WatchingParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/streaming/content/:content_id/position',
    schema: {
      operationId: 'getPosition',
      tags: ['streaming'],
      summary: 'Where the member stopped in an item',
      params: z.object({ content_id: z.guid() }),
      response: { 200: positionSchema, ...problems(400, 401, 403, 404, 503) },
    },
    handler: async (request, { userId }) => {
      const item = findItem(request.params.content_id.toLowerCase())
      if (!item) throw new AppError('not_found', 'Content not found')
      const [row] = await selectPositions(db, [{ userId, contentId: item.id }])
      return toPosition(row)
    },
  })
}
