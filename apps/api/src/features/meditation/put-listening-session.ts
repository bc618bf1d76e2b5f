import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { MeditationParts } from './parts.ts'
import { sessionParams, summarySchema } from './schemas.ts'
import { MAX_AGE_DAYS, storeTold, toldFields } from './told-session.ts'

const body = z
  .object({
    ...toldFields,
    content_id: z.guid().toLowerCase().meta({
      description: 'What was heard',
      example: '9a1c1b52-60a4-4c5e-9a51-8d0f6f6b1a11',
    }),
  })
  .meta({ id: 'ListeningSession', description: 'What was heard of a download, when it is over' })

export function putListeningSession(app: App, parts: MeditationParts): void {
  memberRoute(app, parts.guard, {
    method: 'PUT',
    url: '/api/meditation/listening/sessions/:id',
    schema: {
      operationId: 'putListeningSession',
      tags: ['meditation'],
      summary: 'Tell of what was heard of a download',
      description:
        `Once it is over, up to ${MAX_AGE_DAYS} days later. The id is chosen by the device: told again, the first telling ` +
        'counts, and is answered. What is streamed needs no telling: it follows from positions.',
      params: sessionParams,
      body,
      response: { 200: summarySchema, ...problems(400, 401, 403, 404, 413, 415, 422, 503) },
    },
    handler: async ({ params: { id }, body: { content_id: contentId, ...told } }, member) =>
      storeTold(parts, member, { id, sessionType: 'listening', pattern: 'none', target: null, contentId }, told),
  })
}
