import { timingSafeEqual } from 'node:crypto'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { revocationCursorSchema, revocationPageSchema } from '@better-and-bliss/stream-token/revocation-feed'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import type { StreamingParts } from './parts.ts'

/** What the edge asks every other second: which genuine tokens it must refuse. */
export function revocations(app: App, { keys, feed }: StreamingParts): void {
  const expected = [keys.current, keys.previous].flatMap((key) =>
    key ? [Buffer.from(`Bearer ${revocationFeedKey(key)}`)] : [],
  )
  publicRoute(app, {
    method: 'GET',
    url: '/api/streaming/revocations',
    // An edge that is refused serves no stream; who has no key costs a comparison.
    unlimited: true,
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
      const sent = Buffer.from(request.headers.authorization ?? '')
      if (!expected.some((key) => key.length === sent.length && timingSafeEqual(key, sent))) {
        throw new AppError('unauthenticated', 'Not authenticated')
      }
      return feed.page(request.query.since)
    },
  })
}
