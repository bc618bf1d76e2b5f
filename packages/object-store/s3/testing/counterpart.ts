import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { type Answer, answer, type Buckets, type Stored } from './answers.ts'
import { refusalOf } from './signatures.ts'

type Access = { keyId: string; secretKey: string; sessionToken?: string }
const ACCESS: Access = { keyId: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
/** A key that a role was lent. */
export const LENT = { ...ACCESS, keyId: 'ASIAIOSFODNN7EXAMPLE', sessionToken: 'IQoJb3JpZ2luX2VjEXAMPLE' }
const REGION = 'eu-central-1'

/** What goes wrong with a call: S3's answer 503 or 403, no answer, or one that ends after some bytes of its body. */
export type Fault = 'slow-down' | 'forbidden' | 'hang' | 'cut' | 'stall'

/** S3 over HTTP, in memory: the calls that the store makes, with its checks of signatures, parts and conditions. */
export async function s3Counterpart({ access = ACCESS }: { access?: Access } = {}) {
  const buckets: Buckets = new Map()
  /** Faults of the calls to come, in their order. */
  const faults: (Fault | null)[] = []
  const calls: string[] = []
  let abandoned = 0
  let isAway = false
  let frozenMs: number | null = null
  const nowMs = () => frozenMs ?? Date.now()

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = request
    const body = await buffer(request)
    calls.push(`${method} ${url}`)
    const fault = faults.shift()
    if (fault === 'hang') return
    if (fault === 'slow-down') return send(request, response, failure(503, 'SlowDown'))
    if (isAway || fault === 'forbidden') return send(request, response, failure(403, 'AccessDenied'))
    const refusal = refusalOf({ method, url, headers, body }, { ...access, region: REGION, nowMs: nowMs() })
    if (refusal) return send(request, response, failure(refusal.startsWith('XAmz') ? 400 : 403, refusal))
    send(request, response, answer(buckets, { method, url, headers, body }, nowMs()), fault ?? undefined)
  }

  const server = createServer((request, response) => {
    response.once('close', () => {
      if (!response.writableFinished) abandoned += 1
    })
    serve(request, response).catch(() => response.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo

  return {
    faults,
    calls,
    nowMs,
    /** How many answers were not fetched to their end, by whoever's fault. */
    abandoned: () => abandoned,
    /** From now on its time is what `pass` makes of it. */
    freeze: () => {
      frozenMs = Date.now()
    },
    pass: (seconds: number) => {
      frozenMs = nowMs() + seconds * 1000
    },
    /** Settings of a new, empty bucket. */
    makeBucket() {
      const bucket = `bucket-${randomUUID()}`
      buckets.set(bucket, { objects: new Map<string, Stored>(), uploads: new Map() })
      return { bucket, region: REGION, endpoint: `http://127.0.0.1:${port}`, credentials: access, timeoutMs: 10_000 }
    },
    /** Puts an object without a call. */
    place(bucket: string, key: string, bytes = Buffer.alloc(1)) {
      const modified = new Date(nowMs()).toUTCString()
      buckets.get(bucket)?.objects.set(key, { bytes, etag: '"placed"', modified, headers: {} })
    },
    keys: (bucket: string) => [...(buckets.get(bucket)?.objects.keys() ?? [])].sort(),
    /** From now on it refuses everybody, until this is false again. */
    set isAway(away: boolean) {
      isAway = away
    },
    /** How many uploads in parts are neither completed nor aborted. */
    openUploads: (bucket: string) => buckets.get(bucket)?.uploads.size,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

function failure(status: number, code: string): Answer {
  return { status, body: Buffer.from(`<Error><Code>${code}</Code><Message>${code}</Message></Error>`) }
}

function send(request: IncomingMessage, response: ServerResponse, told: Answer, fault?: Fault): void {
  const body = told.body ?? Buffer.alloc(0)
  response.writeHead(told.status, {
    'x-amz-request-id': createHash('md5').update(body).digest('hex'),
    ...(told.status !== 204 && told.status !== 304 && { 'content-length': body.length }),
    ...told.headers,
  })
  if (request.method === 'HEAD') return void response.end()
  if (fault !== 'cut' && fault !== 'stall') return void response.end(body)
  response.write(body.subarray(0, body.length / 2), () => {
    if (fault === 'cut') response.destroy()
  })
}
