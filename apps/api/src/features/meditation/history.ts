import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { paging } from '../../http/paging.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import type { MeditationParts } from './parts.ts'
import { countSessions, selectSessions } from './queries.ts'
import { summarySchema } from './schemas.ts'
import { toSummary } from './summary.ts'

const historySchema = z
  .object({
    sessions: z.array(summarySchema),
    total: z.int().describe('Sessions on all pages'),
    limit: z.int(),
    offset: z.int(),
  })
  .meta({ id: 'SessionPage' })

export function history(app: App, { guard, db }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/sessions',
    schema: {
      operationId: 'listMeditationSessions',
      tags: ['meditation'],
      summary: 'List own sessions',
      description: 'Newest first; those that run are among them.',
      querystring: z.object({
        ...paging,
      }),
      response: { 200: historySchema, ...problems(401, 403, 422, 503) },
    },
    handler: async (request, { userId }) => {
      const { limit, offset } = request.query
      const [rows, total] = await Promise.all([
        selectSessions(db, { userId, limit, offset }),
        countSessions(db, userId),
      ])
      return { sessions: rows.map(toSummary), total, limit, offset }
    },
  })
}
