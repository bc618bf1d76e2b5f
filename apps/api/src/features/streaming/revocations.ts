import { revocationCursorSchema, revocationPageSchema } from '@better-and-bliss/stream-token/revocation-feed'
import { z } from 'zod'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import { edgeKeyCheck } from './edge-key.ts'
import type { StreamingParts } from './parts.ts'

/** What the edge asks every other second: which genuine tokens it must refuse. */
export function revocations(app: App, { keys, feed, geo }: StreamingParts): void {
  const assertEdge = edgeKeyCheck(keys)
  publicRoute(app, {
    method: 'GET',
    url: '/api/streaming/revocations',
    // An edge that is refused serves no stream; who has no key costs a comparison.
    unlimited: true,
    routine: true,
    schema: {
      operationId: 'listRevocations',
      tags: ['streaming'],
      summary: 'What was ended while its tokens have not expired, since a cursor (for the edge)',
      description:
        'Needs `Authorization: Bearer` with the key that the edge derives from STREAMING_SECRET_KEY. One entry for each ' +
        'sign-in, member or item, however many streams it had. Entries may come again.',
      querystring: z.object({
        since: revocationCursorSchema
          .optional()
          .describe('`cursor` of the last answer; without it, from the beginning'),
      }),
      response: { 200: revocationPageSchema.meta({ id: 'RevocationPage' }), ...problems(401, 422, 503) },
    },
    handler: async (request) => {
      assertEdge(request)
      return { ...(await feed.page(request.query.since)), allowed_countries: geo?.allowedCountries ?? null }
    },
  })
}
