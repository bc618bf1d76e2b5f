import { type IncomingMessage, STATUS_CODES } from 'node:http'
import { pipeline } from 'node:stream/promises'
import type { ObjectStore } from '@better-and-bliss/object-store'
import { mediaHeaders } from '@better-and-bliss/stream-token'
import { answer, answerText, type Exchange, type HeaderList, headerList } from './answer.ts'
import { lastModified, type Outcome, outcomeOf } from './conditions.ts'
import type { Decision } from './decide.ts'
import type { Log } from './log.ts'
import { createObjectCache } from './object-cache.ts'

type FileDecision = Extract<Decision, { kind: 'file' }>
type FileServerParts = { store: ObjectStore; monotonicMs: () => number; log: Log }

/** Serves segments and pictures: whole ones from memory; partial, conditional and very large ones straight from the store. */
export function fileServer({ store, monotonicMs, log }: FileServerParts) {
  const cache = createObjectCache({
    store,
    limitBytes: 256 * MIB,
    maxObjectBytes: 6 * MIB,
    parse: (bytes) => bytes,
    maxAgeMs: () => 2000,
    monotonicMs,
  })

  return async (exchange: Exchange, decision: FileDecision): Promise<void> => {
    const { key } = decision
    const hot = asksForAll(exchange.request) ? (cache.peek(key) ?? (await cache.load(key))) : null
    if (hot === null) return sendFromStore(exchange, decision)
    const validators = { ETag: hot.etag, 'Last-Modified': hot.lastModified }
    answer(exchange, 200, headerList({ ...headersOf(decision), ...validators }), hot.value)
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
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
        log.error('reading failed', { key: decision.key, reason: error.message })
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

const MIB = 1024 * 1024
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

function headersOf({ key }: FileDecision) {
  const { contentType, cacheControl } = mediaHeaders(key)
  return { 'Content-Type': contentType, 'Cache-Control': cacheControl, 'Accept-Ranges': 'bytes' }
}

function withoutType(headers: HeaderList) {
  const at = headers.indexOf('Content-Type')
  return headers.toSpliced(at, 2)
}

function lengthOf(outcome: Outcome, size: number): HeaderList {
  if (outcome.status !== 206) return ['Content-Length', size]
  const { first, last } = outcome.range
  return ['Content-Length', last - first + 1, 'Content-Range', `bytes ${first}-${last}/${size}`]
}

function refuse(exchange: Exchange, status: 412 | 416, size: number): void {
  const range = status === 416 ? ['Content-Range', `bytes */${size}`] : []
  answerText(exchange, status, STATUS_CODES[status] ?? '', range)
}
