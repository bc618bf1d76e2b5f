import { SECURITY_HEADERS } from '@better-and-bliss/http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app.ts'

/** Personal answers must not be kept by anything between us and the member. */
export const CACHE_CONTROL = 'private, no-cache'

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

/** Adds to headers that are lists: what an answer has of them already stays. */
export function appendHeaders(reply: FastifyReply, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) {
    const present = reply.getHeader(name)
    reply.header(name, present === undefined ? value : [present, value].join(', '))
  }
}
