import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { markLeft } from './end-queries.ts'
import { requireSession } from './own-session.ts'
import type { MeditationParts } from './parts.ts'
import { pausedSecondsSchema, sessionParams } from './schemas.ts'

export function leave(app: App, { guard, db, clock }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/meditation/sessions/:id/leave',
    schema: {
      operationId: 'leaveSession',
      tags: ['meditation'],
      summary: 'Say that the page of a running session is being closed',
      description:
        'The session ends at this moment, unless it is resumed within a minute or its sound goes on. Has no body and no ' +
        'header of its own, so that a page that is going away may send it without a preflight. Changes nothing about a ' +
        'session that has ended.',
      params: sessionParams,
      querystring: z.object({ paused_seconds: z.coerce.number().pipe(pausedSecondsSchema).default(0) }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, member, reply) => {
      const own = { id: request.params.id, userId: member.userId }
      await requireSession(db, own)
      await markLeft(db, { ...own, leftAtMs: clock.nowMs(), pausedSeconds: request.query.paused_seconds })
      reply.code(204)
    },
  })
}
