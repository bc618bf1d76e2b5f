import type { FastifyReply, FastifyRequest } from 'fastify'
import { effectiveTier, type Member } from '../../access/member.ts'
import { readyPages } from '../../http/ready-pages.ts'
import type { Catalogue } from './catalogue.ts'
import type { Pictures } from './pictures.ts'

/** Answers kept as bytes for each address and kind of viewer, until the catalogue or the pictures' addresses change. */
export interface ReadyAnswers {
  find(request: FastifyRequest, viewer: Member | null): Buffer | undefined
  /** Sends an answer and keeps it. */
  send(request: FastifyRequest, viewer: Member | null, reply: FastifyReply, answer: object): FastifyReply
}

const MAX_ENTRIES = 20_000
const MAX_BYTES = 16 * 1024 * 1024
const MAX_URL_LENGTH = 512

export function readyAnswers(catalogue: Catalogue, pictures: Pictures): ReadyAnswers {
  const pages = readyPages(MAX_ENTRIES, MAX_BYTES)
  /** Which catalogue each request began with: an answer that took a while may be made from an older one. */
  const begun = new WeakMap<FastifyRequest, number>()
  let version = 0
  let epoch = pictures.epoch()
  catalogue.onChange(startAnew)

  function startAnew(): void {
    version += 1
    pages.clear()
  }

  return {
    find: (request, viewer) => {
      const now = pictures.epoch()
      if (now !== epoch) {
        epoch = now
        startAnew()
      }
      const page = pages.get(keyOf(request, viewer))
      if (!page) begun.set(request, version)
      return page
    },
    send: (request, viewer, reply, answer) => {
      const page = Buffer.from(JSON.stringify(answer))
      const lasts = begun.get(request) === version && request.url.length <= MAX_URL_LENGTH
      if (lasts) pages.set(keyOf(request, viewer), page)
      return reply.type('application/json; charset=utf-8').send(page)
    },
  }
}

/** All viewers of one tier see the same; nobody at all sees the free tier's, but is not signed in. */
function keyOf(request: FastifyRequest, viewer: Member | null): string {
  return `${viewer ? effectiveTier(viewer) : 'nobody'} ${request.url}`
}
