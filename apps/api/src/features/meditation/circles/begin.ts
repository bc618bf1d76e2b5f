import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import { requireHosted } from './hosted.ts'
import type { CircleParts } from './parts.ts'
import { markBegun } from './queries.ts'
import { circleParams, circleSchema, toCircle } from './schemas.ts'

export function beginCircle(app: App, { guard, db, clock, backendUrl }: CircleParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/meditation/circles/:id/begin',
    schema: {
      operationId: 'beginCircle',
      tags: ['meditation'],
      summary: 'Begin a circle',
      description:
        `The first inhale of everybody begins ${CIRCLE_LIMITS.leadMs / 1000} seconds later. By its host only; asked again ` +
        'it answers the same.',
      params: circleParams,
      response: { 200: circleSchema, ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, { userId }) => {
      const nowMs = clock.nowMs()
      return db.transaction(async (tx) => {
        const { id } = request.params
        const row = await requireHosted(tx, { id, userId })
        const begun = await markBegun(tx, { id, startsAtMs: nowMs + CIRCLE_LIMITS.leadMs, nowMs })
        return toCircle(begun ?? row, { userId, nowMs, backendUrl })
      })
    },
  })
}
