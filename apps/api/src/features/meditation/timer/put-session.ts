import { z } from 'zod'
import type { App } from '../../../http/app.ts'
import { problems } from '../../../http/problems.ts'
import { memberRoute } from '../../../http/routes.ts'
import type { MeditationParts } from '../parts.ts'
import { sessionParams, summarySchema } from '../schemas.ts'
import { MAX_AGE_DAYS, storeTold, toldFields } from '../told-session.ts'

const body = z.object(toldFields).meta({ id: 'TimerSession', description: 'A session with the timer, when it is over' })

export function putTimerSession(app: App, parts: MeditationParts): void {
  memberRoute(app, parts.guard, {
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
    handler: async ({ params: { id }, body: told }, member) =>
      storeTold(parts, member, { id, sessionType: 'timer', pattern: 'none', target: null, contentId: null }, told),
  })
}
