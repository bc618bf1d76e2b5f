import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import { requireHosted } from './hosted.ts'
import type { CircleParts } from './parts.ts'
import { lockOwn, markOver } from './queries.ts'
import { circleParams, circleSchema, toCircle } from './schemas.ts'

export function endCircle(app: App, { guard, db, clock, backendUrl }: CircleParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/meditation/circles/:id/end',
    schema: {
      operationId: 'endCircle',
      tags: ['meditation'],
      summary: 'End a circle for everybody',
      description: 'By its host only. Asked again it answers the same, also for one that came to its end.',
      params: circleParams,
      response: { 200: circleSchema, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, { userId }) => {
      const nowMs = clock.nowMs()
      return db.transaction(async (tx) => {
        const own = { id: request.params.id, userId }
        const row = await requireHosted(tx, own)
        await markOver(tx, { id: row.id, nowMs })
        return toCircle((await lockOwn(tx, own)) ?? row, { userId, nowMs, backendUrl })
      })
    },
  })
}
