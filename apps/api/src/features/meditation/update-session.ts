import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { requireSession, sessionNotFound } from './own-session.ts'
import type { MeditationParts } from './parts.ts'
import { updateReflection } from './reflection-query.ts'
import { reflection, sessionParams, summarySchema } from './schemas.ts'
import { toSummary } from './summary.ts'

const body = z
  .object({
    mood_before: reflection.mood_before.optional(),
    mood_after: reflection.mood_after.optional(),
    note: reflection.note.optional(),
  })
  .meta({ id: 'SessionReflection', description: 'What the member says of a session; what is left out stays' })

export function updateSession(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'PATCH',
    url: '/api/meditation/sessions/:id',
    schema: {
      operationId: 'updateSession',
      tags: ['meditation'],
      summary: 'Say how a session was',
      description: 'Moods and the note, each by itself. Null deletes it for good; what is left out stays as it is.',
      params: sessionParams,
      body,
      response: { 200: summarySchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async (request, { userId }) => {
      const own = { id: request.params.id, userId }
      if (!(await updateReflection(db, own, request.body))) throw sessionNotFound()
      return toSummary(await requireSession(db, own))
    },
  })
}
