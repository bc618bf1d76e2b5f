import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import { requireSession } from '../own-session.ts'
import type { MeditationParts } from '../parts.ts'
import { sessionParams, summarySchema } from '../schemas.ts'
import { toSummary } from '../summary.ts'
import { insertToldSession } from '../told-query.ts'
import { MAX_AGE_DAYS, requireTellable, toldFields } from '../told-session.ts'

const body = z.object(toldFields).meta({ id: 'TimerSession', description: 'A session with the timer, when it is over' })

export function putTimerSession(app: App, { guard, db, clock }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/meditation/timer/sessions/:id',
    schema: {
      operationId: 'putTimerSession',
      tags: ['meditation'],
      summary: 'Tell of a session with the timer',
      description:
        `Once it is over, also one that was done without a network, up to ${MAX_AGE_DAYS} days later. The id is chosen by ` +
        'the device: told again, the first telling counts, and is answered.',
      params: sessionParams,
      body,
      response: { 200: summarySchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, member) => {
      const told = request.body
      requireTellable(told, member, clock.nowMs())
      const own = { id: request.params.id, userId: member.userId }
      await insertToldSession(db, {
        ...own,
        sessionType: 'timer',
        pattern: 'none',
        target: null,
        startedAt: told.started_at,
        durationSeconds: told.duration_seconds,
        completed: told.completed,
        moodBefore: told.mood_before,
        moodAfter: told.mood_after,
        note: told.note,
      })
      return toSummary(await requireSession(db, own))
    },
  })
}
