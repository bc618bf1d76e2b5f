import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { SystemParts } from './parts.ts'
import { readinessOf } from './readiness.ts'

const dependency = z.object({
  status: z.enum(['ok', 'degraded', 'failing']),
  latency_ms: z.number(),
  detail: z.string().nullable().describe('What is wrong, in words'),
})

const readySchema = z
  .object({
    status: z.enum(['ready', 'degraded']),
    dependencies: z.object({
      database: dependency,
      mail: dependency.optional(),
      redis: dependency.optional(),
      store: dependency.optional(),
      edge_store: dependency.optional(),
    }),
  })
  .meta({ id: 'Readiness' })

/** Whether this process can do its work: each thing it depends on, and how fast it answered. */
export function ready(app: App, parts: SystemParts): void {
  const ask = readinessOf(parts)
  publicRoute(app, {
    method: 'GET',
    url: '/health/ready',
    schema: {
      operationId: 'getReadiness',
      tags: ['system'],
      summary: 'Readiness (each dependency)',
      description:
        'The database counts as ready when a row can be written to it: 503 when not. Redis stands here where it is used, ' +
        'and is never a reason for 503: what it does is done without it, less well. Nor are mails that do not leave, a store of media that is no folder and does not answer, or one of keys at the edge that is out of date.',
      response: { 200: readySchema, 503: readySchema },
    },
    handler: async (_request, reply) => {
      const dependencies = await ask()
      reply.status(dependencies.database.status === 'ok' ? 200 : 503)
      const isReady = Object.values(dependencies).every((one) => one === undefined || one.status === 'ok')
      return {
        status: isReady ? ('ready' as const) : ('degraded' as const),
        dependencies,
      }
    },
  })
}
