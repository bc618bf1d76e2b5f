import { type IncomingMessage, STATUS_CODES } from 'node:http'
import { pipeline } from 'node:stream'
import { send } from '@fastify/send'
import { answer, answerText, type Exchange, headerList } from './answer.ts'
import type { Decision } from './decide.ts'
import { createFileCache } from './file-cache.ts'
import type { Log } from './log.ts'

type FileDecision = Extract<Decision, { kind: 'file' }>

/** Serves segments and pictures: whole ones from memory, partial, conditional and very large ones through @fastify/send. */
export function fileServer({ root, monotonicMs, log }: { root: string; monotonicMs: () => number; log: Log }) {
  const cache = createFileCache({
    root,
    limitBytes: 256 * MIB,
    maxFileBytes: 6 * MIB,
    parse: (bytes) => bytes,
    maxAgeMs: () => 2000,
    monotonicMs,
  })

  return async (exchange: Exchange, { key, contentType, cacheControl }: FileDecision): Promise<void> => {
    const hot = asksForAll(exchange.request) ? (cache.peek(key) ?? (await cache.load(key))) : null
    if (hot === null) return sendFromDisk(exchange, { key, contentType, cacheControl })
    const headers = { 'Content-Type': contentType, 'Cache-Control': cacheControl, 'Accept-Ranges': 'bytes' }
    const validators = { ETag: hot.etag, 'Last-Modified': hot.lastModified }
    answer(exchange, 200, headerList({ ...headers, ...validators }), hot.value)
  }

  async function sendFromDisk(exchange: Exchange, file: Omit<FileDecision, 'kind'>): Promise<void> {
    const { request, response, common } = exchange
    const ours = { root, cacheControl: false, contentType: false, index: false, highWaterMark: 256 * 1024 }
    const sent = await send(request, `/${file.key}`, ours)
    if (sent.type === 'directory') return answerText(exchange, 404, 'Not Found')
    if (sent.type === 'error') {
      const { statusCode, headers, metadata } = sent
      if (statusCode >= 500) throw metadata.error
      const range = headers['Content-Range']
      return answerText(
        exchange,
        statusCode,
        STATUS_CODES[statusCode] ?? '',
        range === undefined ? [] : ['Content-Range', range],
      )
    }
    const headers = {
      ...sent.headers,
      'Cache-Control': file.cacheControl,
      ...(sent.statusCode !== 304 && { 'Content-Type': file.contentType }),
    }
    response.writeHead(sent.statusCode, [...common, ...headerList(headers)])
    pipeline(sent.stream, response, (error) => {
      if (error && error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
        log.error('reading failed', { key: file.key, reason: error.message })
    })
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
