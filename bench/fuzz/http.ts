import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Operation, operationsOf } from '@better-and-bliss/api/testing/contract'
import { fuzzRequest, fuzzRuns } from '@better-and-bliss/api/testing/fuzz-requests'
import fc from 'fast-check'
import { signUp } from '../harness/ours.ts'
import { eachAtOnce, type Fuzzed, type FuzzOrder, type FuzzTarget, tally } from './order.ts'

const DOCUMENT = new URL('../../packages/sdk/openapi.json', import.meta.url)
const AT_ONCE = 16
const ANSWER_MS = 20_000
/** What takes the member's sign-in away, or the member. */
const ENDS_MEMBER = /^\/auth\/(account|password|logout|sessions|change)/
/** Answers that go on until they are left. */
const ENDLESS = /\/events$/

/** Requests over real connections to every operation of the document: none may be answered with a 5xx, or not at all. */
export async function fuzzHttp(target: FuzzTarget, { seed, count, signal, say }: FuzzOrder): Promise<Fuzzed> {
  const operations = operationsOf(JSON.parse(await readFile(DOCUMENT, 'utf8'))).filter(
    ({ path }) => !ENDLESS.test(path),
  )
  const runs = operations.reduce((sum, operation) => sum + fuzzRuns(operation), 0)
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE })
  const answers = new Map<string, number>()
  const findings: string[] = []
  let sent = 0
  for (const operation of operations) {
    signal.throwIfAborted()
    const { cookie: other } = ENDS_MEMBER.test(operation.path) ? await signUp(target.baseUrl) : target
    const arbitrary = fuzzRequest(operation, { item: target.item, member: other })
    const share = Math.max(1, Math.round((count * fuzzRuns(operation)) / runs))
    const requests = fc.sample(arbitrary, { numRuns: share, seed })
    await eachAtOnce(requests, AT_ONCE, async (one) => {
      const status = await answered(() => send(target.baseUrl, operation, one, agent), signal)
      if (status === null) return
      sent += 1
      const kind = typeof status === 'number' ? `${Math.floor(status / 100)}xx` : status
      answers.set(kind, (answers.get(kind) ?? 0) + 1)
      if (typeof status !== 'number' || status >= 500)
        findings.push(`${operation.method} ${one.url} ${headersOf(one)} ${one.body}: ${status}`)
    })
    say(`${operation.method} ${operation.path}: ${sent.toLocaleString('en')} so far`)
  }
  agent.destroy()
  return { sent, told: tally(answers), findings }
}

/** The words of the document for 503: try again in a moment. Whoever is told so each time has found something. */
const BUSY_TRIES = 5
const BUSY_MS = 3_000

/** Sends again what a busy machine put off. */
async function answered<Status>(ask: () => Promise<Status>, signal: AbortSignal): Promise<Status> {
  for (let tried = 1; ; tried += 1) {
    const status = await ask()
    if (status !== 503 || tried === BUSY_TRIES) return status
    await delay(BUSY_MS, undefined, { signal })
  }
}

interface Request {
  url: string
  body: string | undefined
  headers: Record<string, string>
}

/** Cookies say nothing of what was found, and much of nothing. */
function headersOf({ headers: { cookie, ...others } }: Request): string {
  return JSON.stringify({ ...(cookie !== undefined && { cookie: '…' }), ...others })
}

/** @returns the status, or what became of the connection; null for what no client can write. */
function send(baseUrl: string, { method }: Operation, { url, body, headers }: Request, agent: Agent) {
  return new Promise<number | 'no answer' | 'connection lost' | null>((resolve) => {
    const timer = setTimeout(() => resolve('no answer'), ANSWER_MS)
    const settle = (value: number | 'connection lost' | null) => {
      clearTimeout(timer)
      resolve(value)
    }
    try {
      // Without its length Node frames no body of a DELETE.
      const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }
      const options = { method, headers: { ...headers, ...length }, agent }
      const { hostname, port } = new URL(baseUrl)
      const sending = request({ ...options, hostname, port, path: url }, (response) => {
        response.resume()
        response.on('end', () => settle(response.statusCode ?? 0))
        response.on('error', () => settle('connection lost'))
      })
      sending.on('error', () => settle('connection lost'))
      sending.end(body)
    } catch {
      settle(null)
    }
  })
}
