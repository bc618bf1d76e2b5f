import { timingSafeEqual } from 'node:crypto'
import { revocationFeedKey } from '@better-and-bliss/stream-token'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { publicRoute } from '../../http/routes.ts'
import type { StreamingParts } from './index.ts'

/** What the edge asks every other second: which genuine tokens it must refuse. */
export function revocations(app: App, { keys, ended }: StreamingParts): void {
  const expected = [keys.current, keys.previous].flatMap((key) =>
    key ? [Buffer.from(`Bearer ${revocationFeedKey(key)}`)] : [],
  )
  publicRoute(app, {
    method: 'GET',
    url: '/api/streaming/revocations',
    schema: {
      operationId: 'listRevocations',
      tags: ['streaming'],
      summary: 'Ended stream sessions whose tokens have not expired, and their members (for the edge)',
      description: 'Needs `Authorization: Bearer` with the key that the edge derives from STREAMING_SECRET_KEY.',
      response: {
        200: z.object({ sessions: z.array(z.guid()), members: z.array(z.guid()) }).meta({ id: 'Revocations' }),
        ...problems(401, 503),
      },
    },
    unlimited: true,
    handler: async (request) => {
      const sent = Buffer.from(request.headers.authorization ?? '')
      if (!expected.some((key) => key.length === sent.length && timingSafeEqual(key, sent))) {
        throw new AppError('unauthenticated', 'Not authenticated')
      }
      const { sessions, members } = await ended.current()
      return { sessions: [...sessions], members: [...members] }
    },
  })
}
