import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { publicRoute } from '../../http/routes.ts'
import type { SystemParts } from './parts.ts'
import { databaseReadiness, edgeStoreReadiness, mailReadiness, redisReadiness, storeReadiness } from './readiness.ts'

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
  const askDatabase = databaseReadiness(parts)
  const askMail = mailReadiness(parts)
  const askStore = parts.storeAnswers && storeReadiness(parts.storeAnswers, parts.clock)
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
      const [database, mail, redis, store, edge_store] = await Promise.all([
        askDatabase(),
        askMail(),
        parts.redisTrouble ? redisReadiness(parts.redisTrouble, parts.clock) : undefined,
        askStore?.(),
        parts.edgeStore ? edgeStoreReadiness(parts.edgeStore, parts.clock) : undefined,
      ])
      reply.status(database.status === 'ok' ? 200 : 503)
      const isReady = [database, mail, redis, store, edge_store].every(
        (one) => one === undefined || one.status === 'ok',
      )
      return {
        status: isReady ? ('ready' as const) : ('degraded' as const),
        dependencies: { database, mail, redis, store, edge_store },
      }
    },
  })
}
