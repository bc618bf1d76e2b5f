import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { markLasted } from './end-queries.ts'
import { endSession } from './end-session.ts'
import { requireSession } from './own-session.ts'
import type { MeditationParts } from './parts.ts'
import { optionalBody, pausedSecondsSchema, sessionParams, summarySchema } from './schemas.ts'
import { toSummary } from './summary.ts'
import { MAX_SECONDS } from './told-session.ts'

const body = z
  .object({
    paused_seconds: pausedSecondsSchema
      .default(0)
      .describe('How long it was paused; never more than the server saw pass by'),
    elapsed_seconds: z.int().min(0).max(MAX_SECONDS).nullable().default(null).meta({
      description:
        'How long after its start it was over, pauses included, by a device that was without a network then. Null: it is over now',
      example: null,
    }),
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
        'same, also for a session that was left and closed later. With `elapsed_seconds` the device tells how long it was, ' +
        'never more than the server saw pass by: that also lengthens, once, a session that was closed because its member ' +
        'was out of reach.',
      params: sessionParams,
      body: optionalBody(body),
      response: { 200: summarySchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const own = { id: request.params.id, userId: member.userId }
      const session = await requireSession(db, own)
      const { elapsed_seconds: elapsed, paused_seconds: pausedSeconds } = request.body
      const toldMs = elapsed === null ? Number.POSITIVE_INFINITY : session.started_at.getTime() + elapsed * 1000
      const endedAtMs = Math.min(clock.nowMs(), toldMs)
      if (!session.ended_at) {
        await finishLive(session.id)
        await endSession(db, { ...own, endedAtMs, pausedSeconds, completed: true })
      }
      if (elapsed !== null) await markLasted(db, { ...own, endedAtMs, pausedSeconds })
      return toSummary(await requireSession(db, own))
    },
  })
}
