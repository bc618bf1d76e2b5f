import { pipeline } from 'node:stream/promises'
import type { ByteRange } from '@better-and-bliss/object-store'
import { answer, answerText, type Exchange, headerList } from './answer.ts'
import { lastModified, outcomeOf } from './conditions.ts'
import { type FileDecision, type FileServerParts, headersOf, lengthOf, refuse, withoutType } from './files.ts'
import { sharedReadings } from './shared-readings.ts'

/**
 * Serves segments and pictures of a store on the network, whole or in part: what is cold goes out while it comes, by one
 * request to the store for all who ask, and is kept. What is very large comes straight from the store.
 */
export function remoteFileServer({ store, monotonicMs, log, figures }: FileServerParts) {
  const look = sharedReadings({ ...LIMITS, store, monotonicMs })

  return async function serve(exchange: Exchange, decision: FileDecision): Promise<void> {
    const { request, response, common } = exchange
    const { key } = decision
    const share = look(key)
    response.once('close', share.leave)
    const object = await share.result
    if (object === null) return answerText(exchange, 404, 'Not Found')
    const outcome = outcomeOf(request, object)
    if (outcome.status === 412 || outcome.status === 416) return refuse(exchange, outcome.status, object.size)
    const validators = { ETag: object.etag, 'Last-Modified': lastModified(object) }
    const own = headerList({ ...headersOf(decision), ...validators })
    if (outcome.status === 304) return void response.writeHead(304, withoutType([...common, ...own])).end()
    const whole = object.reading?.whole()
    figures[whole ? 'hits' : 'misses'] += 1
    if (whole && outcome.status === 200) return answer(exchange, 200, own, whole)
    const head = [...common, ...own, ...lengthOf(outcome, object.size)]
    if (request.method === 'HEAD') return void response.writeHead(outcome.status, head).end()
    const range = outcome.status === 206 ? outcome.range : { first: 0, last: object.size - 1 }
    if (object.reading) return send(object.reading.stream(range.first, range.last))
    await using part = await openPart(key, range)
    // It was replaced since we looked at it.
    if (part?.etag !== object.etag) return serve(exchange, decision)
    return send(part.stream())

    async function send(bytes: AsyncIterable<Uint8Array>): Promise<void> {
      response.writeHead(outcome.status, head)
      await pipeline(bytes, response).catch((error: Error) => {
        if (!hasLeft(error)) log.error('reading failed', { key, reason: error.message })
      })
    }
  }

  async function openPart(key: string, range: ByteRange) {
    try {
      return await store.open(key, { range })
    } catch (error) {
      if (error instanceof RangeError) return null
      throw error
    }
  }
}

const MIB = 1024 * 1024
const LIMITS = {
  limitBytes: 256 * MIB,
  maxObjectBytes: 16 * MIB,
  limitReadingBytes: 256 * MIB,
  // Every question to the store is paid for, and only a transcode that is done again replaces what there is.
  maxAgeMs: 60_000,
}

/** Whether the client left in the middle, or before the first byte. */
function hasLeft(error: Error): boolean {
  return 'code' in error && ['ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_UNABLE_TO_PIPE'].includes(String(error.code))
}
