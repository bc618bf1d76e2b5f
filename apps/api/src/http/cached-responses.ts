import { SECURITY_HEADERS } from '@better-and-bliss/http'
import { HEADER } from '@better-and-bliss/payload-encryption'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'
import { CORS_HEADERS } from './cors.ts'
import { earlyAnswers } from './early-answers.ts'
import { CACHE_CONTROL } from './headers.ts'
import type { LimitOnce } from './rate-limit.ts'

export const CACHED_TYPE = 'application/json; charset=utf-8'

/** Sends JSON that is made already. */
export function sendJson(reply: FastifyReply, answer: Buffer | string): FastifyReply {
  return reply.type(CACHED_TYPE).send(answer)
}

/** What hooks may have told before an answer is sent past those that write headers. */
const LIMIT_HEADERS = ['ratelimit-policy', 'ratelimit']

/** undefined where there is none. */
export type CachedResponse = Buffer | undefined

interface Parts {
  frontendUrl: string
  isEncryptionRequired: boolean
  limit: LimitOnce | null
}

/**
 * Sends answers that are kept in memory before any other hook runs: with the headers that those would set, made once.
 * Where anything is unusual (no answer yet, a sign-in that must be looked up, a foreign page, encryption, a limit that is reached), the
 * request goes the way of all others.
 */
export function sendCachedResponses(app: App, { frontendUrl, isEncryptionRequired, limit }: Parts): void {
  const { origin: frontendOrigin } = new URL(frontendUrl)
  const headers = Object.entries({
    ...SECURITY_HEADERS,
    'cache-control': CACHE_CONTROL,
    'content-type': CACHED_TYPE,
    vary: 'Origin',
    ...CORS_HEADERS,
  }).flat()
  const headersForPages = [...headers, 'access-control-allow-origin', frontendOrigin]

  /** One flat list: headers that are set before are kept as an object of pairs first, which is two fifths of what an answer allocates. */
  function send(request: FastifyRequest, reply: FastifyReply, answer: Buffer): void {
    reply.hijack()
    const all = request.headers.origin === undefined ? headers : headersForPages
    const own = ['x-request-id', request.id, 'content-length', String(answer.length)]
    if (limit) {
      for (const name of LIMIT_HEADERS) {
        const told = reply.getHeader(name)
        if (told !== undefined) own.push(name, String(told))
      }
    }
    reply.raw.writeHead(200, all.concat(own)).end(answer)
  }

  /** What goes wrong here goes wrong again, and is told, on the way of all others. */
  async function unlessRefused(
    request: FastifyRequest,
    reply: FastifyReply,
    found: CachedResponse | Promise<CachedResponse>,
  ): Promise<CachedResponse> {
    try {
      const [answer] = await Promise.all([found, limit?.(request, reply)])
      return answer
    } catch {
      return undefined
    }
  }

  const answerEarly = earlyAnswers(app, limit)

  app.addHook('onRequest', (request, reply, next) => {
    const { origin, [HEADER]: sealed } = request.headers
    if (sealed !== undefined || isEncryptionRequired) return next()
    if (origin !== undefined && origin !== frontendOrigin) return next()
    const { cached, early } = request.routeOptions.config
    if (early) return answerEarly(request, reply, { send: (answer) => send(request, reply, answer), next })
    const found = cached?.(request, reply)
    if (!found) return next()
    const sendOrGoOn = (answer: CachedResponse) => (answer ? send(request, reply, answer) : next())
    if (found instanceof Buffer && !limit) return sendOrGoOn(found)
    const fail = (error: Error) => next(error)
    return void unlessRefused(request, reply, found).then(sendOrGoOn).catch(fail)
  })
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** A whole answer that is kept in memory, for who asks; undefined where that takes longer to know. */
    cached?: (request: FastifyRequest, reply: FastifyReply) => CachedResponse | Promise<CachedResponse>
  }
}
