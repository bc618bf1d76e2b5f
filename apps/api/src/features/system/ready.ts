import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { SystemParts } from './parts.ts'
import { databaseReadiness } from './readiness.ts'

const dependency = z.object({
  status: z.enum(['ok', 'failing']),
  latency_ms: z.number(),
  detail: z.string().nullable().describe('What is wrong, in words'),
})

const readySchema = z
  .object({ status: z.enum(['ready', 'degraded']), dependencies: z.object({ database: dependency }) })
  .meta({ id: 'Readiness' })

/** Whether this process can do its work: each thing it depends on, and how fast it answered. */
export function ready(app: App, parts: SystemParts): void {
  const askDatabase = databaseReadiness(parts)
  publicRoute(app, {
    method: 'GET',
    url: '/health/ready',
    schema: {
      operationId: 'getReadiness',
      tags: ['system'],
      summary: 'Readiness (each dependency)',
      description: 'The database counts as ready when a row can be written to it.',
      response: { 200: readySchema, 503: readySchema },
    },
    handler: async (_request, reply) => {
      const database = await askDatabase()
      const isReady = database.status === 'ok'
      reply.status(isReady ? 200 : 503)
      return { status: isReady ? ('ready' as const) : ('degraded' as const), dependencies: { database } }
    },
  })
}
