import type { FastifyReply, FastifyRequest } from 'fastify'
import { effectiveTier, type Member } from '../../access/member.ts'
import { CACHED_TYPE } from '../../http/cached-responses.ts'
import { responseCache } from '../../http/response-cache.ts'
import type { Cards } from './cards.ts'
import type { Catalogue } from './catalogue.ts'
import type { PictureUrls } from './picture-urls.ts'

/** Answers kept as bytes for each address and kind of viewer, until the catalogue or the pictures' addresses change. */
export interface CatalogueResponses {
  figures(): CacheFigures
  find(request: FastifyRequest, viewer: Member | null): Buffer | undefined
  /** Sends an answer, JSON text that was made without waiting, and keeps it if it may. */
  send(request: FastifyRequest, viewer: Member | null, reply: FastifyReply, answer: string): FastifyReply
}

/** Answers from memory, and answers that had to be made. */
export interface CacheFigures {
  hits: number
  misses: number
}

const MAX_ENTRIES = 20_000
const MAX_BYTES = 4 * 1024 * 1024
const MAX_URL_LENGTH = 512

interface Parts {
  catalogue: Pick<Catalogue, 'onChange'>
  pictures: Pick<PictureUrls, 'epoch'>
  cards: Cards
}

export function catalogueResponses({ catalogue, pictures, cards }: Parts): CatalogueResponses {
  const cache = responseCache(MAX_ENTRIES, MAX_BYTES)
  const figures: CacheFigures = { hits: 0, misses: 0 }
  let epoch = pictures.epoch()
  catalogue.onChange(startAnew)

  function startAnew(): void {
    cache.clear()
    cards.clear()
  }

  return {
    figures: () => figures,
    find: (request, viewer) => {
      const now = pictures.epoch()
      if (now !== epoch) {
        epoch = now
        startAnew()
      }
      const answer = cache.get(keyOf(request, viewer))
      if (answer) figures.hits += 1
      return answer
    },
    send: (request, viewer, reply, answer) => {
      figures.misses += 1
      if (request.url.length <= MAX_URL_LENGTH) cache.offer(keyOf(request, viewer), answer)
      return reply.type(CACHED_TYPE).send(answer)
    },
  }
}

/** All viewers of one tier see the same; nobody at all sees the free tier's, but is not signed in. */
function keyOf(request: FastifyRequest, viewer: Member | null): string {
  return `${viewer ? effectiveTier(viewer) : 'nobody'} ${request.url}`
}
