import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { SystemParts } from './parts.ts'

const dependency = z.object({
  status: z.enum(['ok', 'degraded', 'failing']),
  latency_ms: z.number(),
  age_ms: z.number().describe('How long ago it answered'),
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
      identity: dependency.optional(),
    }),
  })
  .meta({ id: 'Readiness' })

/** Whether this process can do its work: each thing it depends on, and how fast it answered. */
export function ready(app: App, { dependencies: ask }: SystemParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/health/ready',
    schema: {
      operationId: 'getReadiness',
      tags: ['system'],
      summary: 'Readiness (each dependency)',
      description:
        'The database counts as ready when a row can be written to it: 503 when not. Redis stands here where it is used, ' +
        'and is never a reason for 503: what it does is done without it, less well. Nor are mails that do not leave, a store of media that is no folder and does not answer, one of keys at the edge that is out of date, or an identity provider that is not ours.',
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
