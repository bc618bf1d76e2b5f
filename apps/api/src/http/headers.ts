import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'

/** The specification's five, on every answer. A page that needs a wider policy sets its own. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-xss-protection': '1; mode=block',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'content-security-policy': "default-src 'self'",
  'referrer-policy': 'no-referrer',
}

/** Personal answers must not be kept by anything between us and the member. */
const CACHE_CONTROL = 'private, no-cache'

export function addHeaders(app: App): void {
  app.addHook('onRequest', (request, reply, next) => {
    writeHeaders(request, reply)
    next()
  })
}

export function writeHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(SECURITY_HEADERS)
  reply.header('cache-control', CACHE_CONTROL)
  reply.header('x-request-id', request.id)
}
