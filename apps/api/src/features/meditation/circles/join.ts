import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { tellUse } from '../../../http/rate-limit.ts'
import { memberRoute } from '../../../http/routes.ts'
import { boundedText } from '../../../text/bounded-text.ts'
import { MAX_CODE_LENGTH, normalCode } from './codes.ts'
import type { CircleParts } from './parts.ts'
import { requirePlace } from './places.ts'
import { hasJoined, lockByCode } from './queries.ts'
import { circleSchema, toCircle } from './schemas.ts'

const body = z
  .object({
    code: boundedText(MAX_CODE_LENGTH).meta({ description: 'As somebody typed it', example: 'k7qm-2xwd' }),
  })
  .meta({ id: 'CircleJoining', description: 'What lets a member in' })

export function joinCircle(app: App, { guard, db, clock, backendUrl, limitJoins }: CircleParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/meditation/circles/join',
    schema: {
      operationId: 'joinCircle',
      tags: ['meditation'],
      summary: 'Join a circle by its code',
      description:
        `Takes one of its ${CIRCLE_LIMITS.members} places, which is held for a minute until the circle is followed; asked ` +
        'again it answers the same. A code of a circle that is over opens nothing.',
      body,
      response: { 200: circleSchema, ...problems(400, 401, 403, 404, 409, 413, 415, 422, 429, 503) },
    },
    handler: async (request, { userId, sub }, reply) => {
      const code = normalCode(request.body.code)
      // A line that is lost again and again joins anew each time: that finds no circle of others.
      if (!(await hasJoined(db, { code, userId }))) tellUse(reply, await limitJoins(sub))
      const nowMs = clock.nowMs()
      return db.transaction(async (tx) => {
        const row = await lockByCode(tx, { code, nowMs })
        if (!row) throw new AppError('not_found', 'No circle has this code. It may be over, or the code mistyped.')
        await requirePlace(tx, { id: row.id, userId, nowMs })
        return toCircle(row, { userId, nowMs, backendUrl })
      })
    },
  })
}
