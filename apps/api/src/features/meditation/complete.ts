import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { endSession } from './end-session.ts'
import { requireSession } from './own-session.ts'
import type { MeditationParts } from './parts.ts'
import { optionalBody, pausedSecondsSchema, sessionParams, summarySchema } from './schemas.ts'
import { toSummary } from './summary.ts'

const body = z
  .object({
    paused_seconds: pausedSecondsSchema
      .default(0)
      .describe('How long it was paused; never more than the server saw pass by'),
  })
  .meta({ id: 'SessionCompletion' })

export function complete(app: App, { guard, db, clock, finishLive }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'POST',
    url: '/api/meditation/sessions/:id/complete',
    schema: {
      operationId: 'completeSession',
      tags: ['meditation'],
      summary: 'Complete session',
      description:
        'Ends a session and says what it amounts to. The time is measured by the server. Asked again it answers the ' +
        'same, also for a session that was left and closed later.',
      params: sessionParams,
      body: optionalBody(body),
      response: { 200: summarySchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const own = { id: request.params.id, userId: member.userId }
      const session = await requireSession(db, own)
      if (session.ended_at) return toSummary(session)
      const endedAtMs = clock.nowMs()
      await finishLive(session.id)
      await endSession(db, { ...own, endedAtMs, pausedSeconds: request.body.paused_seconds, completed: true })
      return toSummary(await requireSession(db, own))
    },
  })
}
