import { type IncomingMessage, STATUS_CODES } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaHeaders } from '@better-and-bliss/stream-token'
import { LRUCache } from 'lru-cache'
import { answer, answerText, type Exchange, type HeaderList, headerList } from './answer.ts'
import { createBufferPool } from './buffer-pool.ts'
import { createColdReader } from './cold-reader.ts'
import { lastModified, type Outcome, outcomeOf } from './conditions.ts'
import type { Decision } from './decide.ts'
import type { CacheFigures } from './figures.ts'
import type { Log } from './log.ts'
import { type CachedObject, createObjectCache } from './object-cache.ts'

export type FileDecision = Extract<Decision, { kind: 'file' }>
export type FileServerParts = { store: ObjectStore; monotonicMs: () => number; log: Log; figures: CacheFigures }

/**
 * Serves segments and pictures: whole ones from memory; partial, conditional and very large ones straight from the store.
 * An object is kept when it is asked for again before as many others as the cache holds were read, so that those that are
 * rarely asked for do not drive out each other.
 */
export function fileServer({ store, monotonicMs, log, figures }: FileServerParts) {
  const cache = createObjectCache({
    store,
    limitBytes: CACHE_BYTES,
    maxObjectBytes: MAX_OBJECT_BYTES,
    parse: (bytes) => bytes,
    maxAgeMs: () => 2000,
    monotonicMs,
  })
  const readCold = createColdReader({ store, pool: createBufferPool(POOL_BYTES), maxObjectBytes: MAX_OBJECT_BYTES })
  const readOnce = new LRUCache<string, number>({ maxSize: CACHE_BYTES, sizeCalculation: (bytes) => bytes + 1 })

  return async (exchange: Exchange, decision: FileDecision): Promise<void> => {
    const { key } = decision
    const known = asksForAll(exchange.request) ? cache.peek(key) : undefined
    figures[known ? 'hits' : 'misses'] += 1
    if (known) return sendWhole(exchange, decision, known)
    if (!asksForAll(exchange.request)) return sendFromStore(exchange, decision)
    const isWorthKeeping = cache.has(key) || readOnce.has(key)
    const hot = isWorthKeeping ? await cache.load(key) : null
    if (hot !== null) return sendWhole(exchange, decision, hot)
    const { response } = exchange
    // Of an answer that waits for another one on its connection nobody says when it broke off.
    const cold = response.socket === null ? null : await readCold(key)
    if (cold === null) return sendFromStore(exchange, decision)
    readOnce.set(key, cold.value.length)
    if (response.closed) return cold.release()
    response.once('close', cold.release)
    sendWhole(exchange, decision, cold)
  }

  function sendWhole(exchange: Exchange, decision: FileDecision, { value, etag, lastModified }: CachedObject<Buffer>) {
    const validators = { ETag: etag, 'Last-Modified': lastModified }
    answer(exchange, 200, headerList({ ...headersOf(decision), ...validators }), value)
  }

  async function sendFromStore(exchange: Exchange, decision: FileDecision): Promise<void> {
    const { request, response, common } = exchange
    const info = await store.head(decision.key)
    if (info === null) return answerText(exchange, 404, 'Not Found')
    const outcome = outcomeOf(request, info)
    if (outcome.status === 412 || outcome.status === 416) return refuse(exchange, outcome.status, info.size)
    const validators = { ETag: info.etag, 'Last-Modified': lastModified(info) }
    const headers = [...common, ...headerList({ ...headersOf(decision), ...validators })]
    if (outcome.status === 304) return void response.writeHead(304, withoutType(headers)).end()
    headers.push(...lengthOf(outcome, info.size))
    if (request.method === 'HEAD') return void response.writeHead(outcome.status, headers).end()
    await using object = await openPart(decision.key, outcome)
    // It was replaced since we looked at it.
    if (object?.etag !== info.etag) return sendFromStore(exchange, decision)
    response.writeHead(outcome.status, headers)
    await pipeline(object.stream(), response).catch((error: NodeJS.ErrnoException) => {
      if (!CLIENT_LEFT.has(error.code)) log.error('reading failed', { key: decision.key, reason: error.message })
    })
  }

  async function openPart(key: string, outcome: Outcome) {
    try {
      return await store.open(key, outcome.status === 206 ? { range: outcome.range } : {})
    } catch (error) {
      if (error instanceof RangeError) return null
      throw error
    }
  }
}

/** What piping says when the client leaves in the middle, or before the first byte. */
const CLIENT_LEFT = new Set<string | undefined>(['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE'])
const MIB = 1024 * 1024
const CACHE_BYTES = 256 * MIB
const MAX_OBJECT_BYTES = 6 * MIB
/** What is on its way to clients and was read for them alone. Beyond it, objects go out piece by piece. */
const POOL_BYTES = 128 * MIB
const PARTIAL_OR_CONDITIONAL = [
  'range',
  'if-none-match',
  'if-modified-since',
  'if-match',
  'if-unmodified-since',
] as const

function asksForAll({ headers }: IncomingMessage): boolean {
  return PARTIAL_OR_CONDITIONAL.every((name) => headers[name] === undefined)
}

export function headersOf({ key }: FileDecision) {
  const { contentType, cacheControl } = mediaHeaders(key)
  return { 'Content-Type': contentType, 'Cache-Control': cacheControl, 'Accept-Ranges': 'bytes' }
}

export function withoutType(headers: HeaderList) {
  const at = headers.indexOf('Content-Type')
  return headers.toSpliced(at, 2)
}

export function lengthOf(outcome: Outcome, size: number): HeaderList {
  if (outcome.status !== 206) return ['Content-Length', size]
  const { first, last } = outcome.range
  return ['Content-Length', last - first + 1, 'Content-Range', `bytes ${first}-${last}/${size}`]
}

export function refuse(exchange: Exchange, status: 412 | 416, size: number): void {
  const range = status === 416 ? ['Content-Range', `bytes */${size}`] : []
  answerText(exchange, status, STATUS_CODES[status] ?? '', range)
}
