import { seenReportSchema } from '@better-and-bliss/stream-token/seen-report'
import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { edgeKeyCheck } from './edge-key.ts'
import type { StreamingParts } from './parts.ts'

const bodySchema = seenReportSchema.meta({ id: 'SeenReport' })

/** What the edge tells every few seconds: who plays without a heartbeat keeps a place, too. */
export function seen(app: App, { keys, renewals }: StreamingParts): void {
  const assertEdge = edgeKeyCheck(keys)
  publicRoute(app, {
    method: 'POST',
    url: '/api/streaming/seen',
    unlimited: true,
    routine: true,
    before: async (request) => assertEdge(request),
    schema: {
      operationId: 'reportSeenStreams',
      tags: ['streaming'],
      summary: 'Whose media were fetched in the last seconds (for the edge)',
      description:
        'Needs the same `Authorization: Bearer` as the list of revocations. Each of these streams keeps its place; one that ' +
        'had lapsed takes a place, or is ended if there is none. What is unknown or has ended is passed over.',
      body: bodySchema,
      response: { 204: z.null(), ...problems(400, 401, 403, 413, 415, 422, 503) },
    },
    handler: async ({ body }, reply) => {
      await renewals.report(body)
      reply.code(204)
    },
  })
}
