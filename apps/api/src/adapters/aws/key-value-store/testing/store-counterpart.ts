import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { z } from 'zod'
import { isSigned } from './signature-v4a.ts'

/** How a call may be answered: an error of the service's, no answer, the connection cut before or after the work was done. */
export type StoreFault = 'hang' | 'cut' | 'cut after' | { status: number; error: string; message: string }

export const ARN = 'arn:aws:cloudfront::123456789012:key-value-store/8562a61f-caba-4845-9d99-b97d1aae5d3c'
export const KEYS = { accessKeyId: 'AKIDOFTESTS', secretAccessKey: 'secret/of+tests' }

const MOST_KEYS = 50
const item = z.strictObject({ Key: z.string().min(1), Value: z.string() })
const updateSchema = z.strictObject({
  Puts: z.array(item).default([]),
  Deletes: z.array(z.strictObject({ Key: z.string().min(1) })).default([]),
})

type Answered = { status: number; etag?: string; body: object; error?: string }

/** The KeyValueStore of CloudFront over HTTP, in memory: its calls, limits and conditions, for what is signed with its keys (Signature Version 4A). */
export async function storeCounterpart() {
  const entries = new Map<string, string>()
  /** Faults of the calls to come, in their order. */
  const faults: StoreFault[] = []
  const calls: string[] = []
  const state = { version: randomUUID(), onWrite: (_keys: string[]): void => {} }

  function answer(request: IncomingMessage, body: Buffer): Answered {
    const { method, url = '', headers } = request
    const { pathname, searchParams } = new URL(url, 'http://host')
    calls.push(`${method} ${pathname.endsWith('/keys') ? 'keys' : 'store'}`)
    if (!isSigned(request, body, { keys: KEYS, service: 'cloudfront-keyvaluestore', nowMs: Date.now() }))
      return refuse(403, 'AccessDeniedException', 'The signature does not match')
    const [, , arn = '', rest] = pathname.split('/')
    if (decodeURIComponent(arn) !== ARN) return refuse(404, 'ResourceNotFoundException', 'No such store')
    const told = { ItemCount: entries.size, TotalSizeInBytes: sizeOf(entries) }
    if (method === 'GET' && rest === undefined)
      return { status: 200, etag: state.version, body: { ...told, KvsARN: ARN, Created: 1_763_600_000 } }
    if (method === 'GET') return list(entries, searchParams)
    if (headers['if-match'] !== state.version) return refuse(409, 'ConflictException', 'The version is another one')
    const refused = update(entries, updateSchema.parse(JSON.parse(body.toString())), state.onWrite)
    if (refused !== null) return refused
    state.version = randomUUID()
    return { status: 200, etag: state.version, body: { ItemCount: entries.size, TotalSizeInBytes: sizeOf(entries) } }
  }

  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const fault = faults.shift()
      if (fault === 'hang') return
      if (fault === 'cut') return request.socket.destroy()
      const {
        status,
        etag,
        error,
        body: said,
      } = typeof fault === 'object' ? refuse(fault.status, fault.error, fault.message) : answer(request, body)
      if (fault === 'cut after') return request.socket.destroy()
      const named = { ...(etag && { etag }), ...(error && { 'x-amzn-errortype': error }) }
      return response.writeHead(status, { 'content-type': 'application/json', ...named }).end(JSON.stringify(said))
    })
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return Object.assign(state, {
    endpoint,
    entries,
    faults,
    calls,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

function refuse(status: number, error: string, message: string): Answered {
  return { status, error, body: { Message: message } }
}

function list(entries: Map<string, string>, asked: URLSearchParams): Answered {
  const most = Math.min(Number(asked.get('MaxResults') ?? 10), MOST_KEYS)
  const keys = [...entries.keys()].sort()
  const from = Number(asked.get('NextToken') ?? 0)
  const Items = keys.slice(from, from + most).map((key) => ({ Key: key, Value: entries.get(key) }))
  return { status: 200, body: { Items, ...(from + most < keys.length && { NextToken: String(from + most) }) } }
}

/** All or nothing. @returns what is against it. */
function update(
  entries: Map<string, string>,
  { Puts, Deletes }: z.infer<typeof updateSchema>,
  onWrite: (keys: string[]) => void,
): Answered | null {
  const keys = [...Puts, ...Deletes].map(({ Key }) => Key)
  const invalid = (why: string) => refuse(400, 'ValidationException', why)
  if (keys.length === 0 || keys.length > MOST_KEYS) return invalid('1 to 50 keys')
  if (new Set(keys).size < keys.length) return invalid('Each key once')
  if (keys.some((key) => Buffer.byteLength(key) > 512)) return invalid('Keys have at most 512 bytes')
  if (Puts.some(({ Value }) => Buffer.byteLength(Value) > 1024)) return invalid('Values have at most 1 KB')
  const next = new Map(entries)
  for (const { Key, Value } of Puts) next.set(Key, Value)
  for (const { Key } of Deletes) next.delete(Key)
  if (sizeOf(next) > 5 * 1024 * 1024) return refuse(402, 'ServiceQuotaExceededException', 'A store has at most 5 MB')
  entries.clear()
  for (const [key, value] of next) entries.set(key, value)
  onWrite(keys)
  return null
}

function sizeOf(entries: Map<string, string>): number {
  let bytes = 0
  for (const [key, value] of entries) bytes += Buffer.byteLength(key) + Buffer.byteLength(value)
  return bytes
}
