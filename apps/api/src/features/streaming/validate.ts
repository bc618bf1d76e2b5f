import { type Grant, judgeGrant } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { App } from '../../http/app.ts'
import { problems } from '../../http/problems.ts'
import { limitOnce } from '../../http/rate-limit.ts'
import { publicRoute } from '../../http/routes.ts'
import { mostRecent } from '../../most-recent.ts'
import type { StreamingParts } from './parts.ts'

/** The token's grammar decides about these, not the framework's: a malformed one is a 403 like any other forgery. */
const raw = (example: string) => z.unknown().meta({ type: 'string', example })

/** Genuine tokens that are remembered: a player's CDN asks about the same one for every segment. */
const MAX_OPENED = 10_000

const VALID = Buffer.from(JSON.stringify({ valid: true }))

interface Opened {
  grant: Grant
  contentId: string
}

export function validate(app: App, { keys, settings, revoked, limitValidation, clock }: StreamingParts): void {
  const maxTtlSeconds = Math.max(settings.videoUrlSeconds, settings.audioUrlSeconds)
  const opened = mostRecent<string, Opened>(MAX_OPENED)

  /** @throws AppError `stream_expired`, or `forbidden` for what was ended. */
  async function assertInForce({ grant, contentId }: Opened): Promise<void> {
    const { verdict } = judgeGrant(grant, { nowSeconds: Math.floor(clock.nowMs() / 1000), maxTtlSeconds })
    if (verdict === 'expired') throw new AppError('stream_expired', 'Streaming URL has expired')
    if (verdict === 'invalid' || (await revoked.current()).isRevoked(grant, contentId)) throw invalid()
  }

  const limit = limitValidation && limitOnce(limitValidation)

  publicRoute(app, {
    method: 'GET',
    url: '/api/streaming/validate-stream-token',
    schema: {
      operationId: 'validateStreamToken',
      tags: ['streaming'],
      summary: 'Validate token (CDN use)',
      description:
        'The same decision as the edge: 200, 403 for anything that is not genuine or was ended, 410 for genuine and late.',
      querystring: z.object({
        content_id: raw('5b1e2a34-6c7d-4e8f-9a0b-1c2d3e4f5a6b').optional(),
        e: raw('1699123456').optional(),
        md5: raw('0cc175b9c0f1b6a831c399e269772661').optional(),
        uid: raw('3f0e6a5c-8a1d-4f7e-9a53-0d6a4c1f2b3e').optional(),
        q: raw('1080').optional(),
        sid: raw('7c9e6679-7425-40de-944b-e07fc1f90ae7').optional(),
        h: raw('key id and MAC').optional(),
      }),
      response: {
        200: z.object({ valid: z.literal(true) }).meta({ id: 'ValidToken' }),
        ...problems(403, 410, 429, 503),
      },
    },
    before: async (request, reply) => limit?.(request, reply),
    cached: async ({ url }) => {
      const known = opened.get(url)
      if (!known) return undefined
      await assertInForce(known)
      return VALID
    },
    handler: async ({ url }) => {
      const { contentId, query } = split(url)
      const grant = openStreamToken({ contentId, query }, keys)
      if (!grant) throw invalid()
      await assertInForce({ grant, contentId })
      if (grant.scope !== 'stream') throw invalid()
      opened.set(url, { grant, contentId })
      return { valid: true as const }
    },
  })
}

/** Takes `content_id` out of a raw query; what is left is the token, untouched. */
function split(url: string): { contentId: string; query: string } {
  const parameters = url.slice(url.indexOf('?') + 1).split('&')
  const named = parameters.filter((parameter) => parameter.startsWith('content_id='))
  if (named.length !== 1) throw invalid()
  const contentId = named[0]?.slice('content_id='.length) ?? ''
  return { contentId, query: parameters.filter((parameter) => !parameter.startsWith('content_id=')).join('&') }
}

function invalid(): AppError {
  return new AppError('forbidden', 'Invalid security token')
}
