import { Readable } from 'node:stream'
import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { memberRoute } from '../../http/routes.ts'
import { csvOf } from './export-csv.ts'
import { exportedSessionSchema, jsonOf } from './export-json.ts'
import type { MeditationParts } from './parts.ts'

const FORMATS = {
  json: { type: 'application/json; charset=utf-8', write: jsonOf },
  csv: { type: 'text/csv; charset=utf-8', write: csvOf },
} as const

/** Everything of a member's practice as a file, written while it is read: its length costs no memory. */
export function exportSessions(app: App, { guard, db, clock }: MeditationParts): void {
  memberRoute(app, guard, {
    method: 'GET',
    url: '/api/meditation/export',
    schema: {
      operationId: 'exportSessions',
      tags: ['meditation'],
      summary: 'Export all own sessions and breath data',
      description:
        'A file, newest sessions first. JSON: a list of sessions, each with its phases. CSV: a row a phase, with what is known of its session; a session without phases has a row of its own.',
      querystring: z.object({ format: z.enum(['json', 'csv']).default('json') }),
      response: {
        200: {
          content: {
            'application/json': { schema: z.array(exportedSessionSchema) },
            'text/csv': { schema: z.string() },
          },
        },
        ...problems(401, 403, 422, 503),
      },
    },
    handler: async (request, { userId }, reply) => {
      const { format } = request.query
      const { type, write } = FORMATS[format]
      const date = new Date(clock.nowMs()).toISOString().slice(0, 10)
      reply
        .type(type)
        .header('content-disposition', `attachment; filename="better-and-bliss-practice-${date}.${format}"`)
      return Readable.from(write(db, userId))
    },
  })
}
