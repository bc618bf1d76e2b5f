import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import type { CircleParts } from './parts.ts'
import { selectHosted } from './queries.ts'
import { circleSchema, toCircle } from './schemas.ts'

const hostedSchema = z
  .object({ circle: circleSchema.nullable().describe('Null where none is open') })
  .meta({ id: 'HostedCircle', description: 'The circle that the member has opened' })

export function currentCircle(app: App, { guard, db, clock, backendUrl }: CircleParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/circles/current',
    schema: {
      operationId: 'getHostedCircle',
      tags: ['meditation'],
      summary: 'Get the circle that one hosts',
      description: 'The one that the member has opened and that is not over, on whichever device.',
      response: { 200: hostedSchema, ...problems(401, 403, 503) },
    },
    handler: async (_request, { userId }) => {
      const nowMs = clock.nowMs()
      const row = await selectHosted(db, { userId, nowMs })
      return { circle: row ? toCircle(row, { userId, nowMs, backendUrl }) : null }
    },
  })
}
