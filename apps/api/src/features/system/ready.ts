import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { SystemParts } from './index.ts'

const dependency = z.object({ status: z.enum(['ok', 'failing']), latency_ms: z.number() })

const readySchema = z
  .object({ status: z.enum(['ready', 'degraded']), dependencies: z.object({ database: dependency }) })
  .meta({ id: 'Readiness' })

/** Whether this process can do its work: each thing it depends on, and how fast it answered. */
export function ready(app: App, { db, clock }: SystemParts): void {
  publicRoute(app, {
    method: 'GET',
    url: '/health/ready',
    schema: {
      operationId: 'getReadiness',
      tags: ['system'],
      summary: 'Readiness (each dependency)',
      response: { 200: readySchema, 503: readySchema },
    },
    handler: async (_request, reply) => {
      const startMs = clock.nowMs()
      const answers = await db.query('system_ping', 'select 1').then(
        () => true,
        () => false,
      )
      const database = { status: answers ? ('ok' as const) : ('failing' as const), latency_ms: clock.nowMs() - startMs }
      reply.status(answers ? 200 : 503)
      return { status: answers ? ('ready' as const) : ('degraded' as const), dependencies: { database } }
    },
  })
}
