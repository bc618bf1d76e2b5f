import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { assertKey, type ObjectStore, type Part, type SignedAddresses } from '../src/index.ts'

interface Signing {
  store: ObjectStore
  /** Where `serve` answers, without a slash at the end. */
  baseUrl: string
  /** At least 32 characters, for nothing else. */
  secret: string
  nowSeconds: () => number
}

type Method = 'GET' | 'PUT'

/** A disk has no addresses: these are ours, signed by HMAC, and `serve` answers them as S3 answers its own. */
export function diskAddresses({ store, baseUrl, secret, nowSeconds }: Signing): SignedAddresses & {
  serve: (request: IncomingMessage, response: ServerResponse) => Promise<void>
} {
  const prefix = new URL(`${baseUrl}/`).pathname

  function sign(method: Method, key: string, lifetimeSeconds: number, contentType: string): string {
    assertKey(key)
    const expires = nowSeconds() + lifetimeSeconds
    const signature = signatureOf(secret, { method, key, expires, contentType })
    return `${baseUrl}/${key}?expires=${expires}&signature=${signature}`
  }

  /** @returns the key, or null when this request is none that was signed, or comes too late. */
  function openedKey({ method, url = '', headers }: IncomingMessage): string | null {
    const { pathname, searchParams } = new URL(url, 'http://localhost')
    const key = pathname.slice(prefix.length)
    const expires = Number(searchParams.get('expires'))
    if ((method !== 'GET' && method !== 'PUT') || !pathname.startsWith(prefix) || !(nowSeconds() < expires)) return null
    const contentType = method === 'PUT' ? (headers['content-type'] ?? '') : ''
    const expected = Buffer.from(signatureOf(secret, { method, key, expires, contentType }))
    const given = Buffer.from(searchParams.get('signature') ?? '')
    return expected.length === given.length && timingSafeEqual(expected, given) ? key : null
  }

  return {
    signGet: async (key, lifetimeSeconds) => sign('GET', key, lifetimeSeconds, ''),
    signPut: async (key, contentType, lifetimeSeconds) => sign('PUT', key, lifetimeSeconds, contentType),
    async serve(request, response) {
      const key = openedKey(request)
      if (key === null) return void response.writeHead(403).end()
      if (request.method === 'GET') return await give(store, key, response)
      await take(store, key, request)
      response.writeHead(200).end()
    },
  }
}

function signatureOf(
  secret: string,
  { method, key, expires, contentType }: { method: Method; key: string; expires: number; contentType: string },
): string {
  return createHmac('sha256', secret).update([method, key, expires, contentType].join('\n')).digest('base64url')
}

async function give(store: ObjectStore, key: string, response: ServerResponse): Promise<void> {
  const info = await store.head(key)
  if (info === null) return void response.writeHead(404).end()
  await using object = await store.open(key)
  // It was replaced since we looked at it.
  if (object?.etag !== info.etag) return await give(store, key, response)
  const { contentType, cacheControl, etag, size } = info
  response.writeHead(200, {
    'Content-Type': contentType,
    'Content-Length': size,
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    ...(cacheControl && { 'Cache-Control': cacheControl }),
  })
  await pipeline(object.stream(), response)
}

const PART_BYTES = 8 * 2 ** 20

/** Keeps a body of whatever size in parts, so that it is never in memory whole, and is an object only when all of it is there. */
async function take(store: ObjectStore, key: string, request: IncomingMessage): Promise<void> {
  const headers = { contentType: request.headers['content-type'] ?? '' }
  const upload = await store.beginMultipart(key, PART_BYTES, headers)
  const parts: Part[] = []
  let waiting: Buffer[] = []
  let waitingBytes = 0
  const flush = async () => {
    parts.push(await store.putPart(upload, parts.length + 1, waiting))
    waiting = []
    waitingBytes = 0
  }
  try {
    for await (const piece of request as AsyncIterable<Buffer>) {
      for (let taken = 0; taken < piece.length; ) {
        const some = piece.subarray(taken, taken + PART_BYTES - waitingBytes)
        waiting.push(some)
        waitingBytes += some.length
        taken += some.length
        if (waitingBytes === PART_BYTES) await flush()
      }
    }
    if (waitingBytes > 0 || parts.length === 0) await flush()
    await store.completeMultipart(upload, parts)
  } catch (error) {
    await store.abortMultipart(upload)
    throw error
  }
}
