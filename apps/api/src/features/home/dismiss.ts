import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { HomeParts } from './parts.ts'
import { upsertDismissal } from './queries.ts'

/** For how long a dismissed item is not suggested. */
export const DISMISSED_DAYS = 30

export function dismissSuggestion(app: App, { db, guard, clock, library }: HomeParts): void {
  memberRoute(app, guard, {
    method: 'PUT',
    url: '/api/home/dismissed/:content_id',
    schema: {
      operationId: 'dismissSuggestion',
      tags: ['home'],
      summary: 'Do not suggest an item for a while',
      description: `For ${DISMISSED_DAYS} days, on every device. It is found and listed as before. Once more it begins these days anew.`,
      params: z.object({ content_id: z.guid() }),
      response: { 204: z.null(), ...problems(400, 401, 403, 404, 413, 415, 503) },
    },
    handler: async (request, { userId }, reply) => {
      const contentId = request.params.content_id.toLowerCase()
      if (!library.find(contentId)) throw new AppError('not_found', 'Content not found')
      await upsertDismissal(db, { userId, contentId, nowMs: clock.nowMs() })
      reply.code(204)
    },
  })
}
