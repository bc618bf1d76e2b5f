import { fork } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { on } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Order, Outcome } from './harness/breath-clients.ts'
import type { Context } from './harness/context.ts'
import { cleanEnvironment } from './harness/environment.ts'
import { cpuSeconds, memoryMb } from './harness/measure.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { type Api, install, startApi } from './harness/ours.ts'
import { browsePaths } from './harness/requests.ts'

const ITEMS = 1_000
const STREAMS = [1, 100, 300, 1_000]
const SOCKETS_PER_MEMBER = 5
const WARM_UP_SECONDS = 4
/** What a thousand sockets leave behind is stored when they close. */
const LEAVING_MS = 3_000
/** Rare events need time to come. */
const LONGER = 4

const HEADER = [
  'streams',
  'what they send',
  '% of a core a stream, goal ≤ 0.3 (PCM), ≤ 0.1 (features)',
  'event after its frame, p50 / p99 ms, goal p99 ≤ 10 at 300',
  'events',
  'kB a stream (PSS), goal ≤ 64',
  'GET browse beside it, p50 / p99 ms',
  'failed',
]

/** Live streams: what they cost, how late their events are, and what others notice of them. */
export async function benchBreath(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'breath'))
  const databaseUrl = await installation.makeCatalogue(ITEMS)
  const api = stack.use(await startApi(installation, databaseUrl))
  const cookies = await signUp(api, Math.max(...STREAMS) / SOCKETS_PER_MEMBER, context)
  // The first stream starts a thread, and compiles.
  await measure(api, cookies, { streams: 5, kind: 'pcm' }, context)
  const idle = await measure(api, cookies, { streams: 0, kind: 'pcm' }, context)
  const rows = [['0', '', '', '', '', '', percentiles(idle.httpMs), String(idle.failed)]]
  for (const kind of ['features', 'pcm'] as const) {
    for (const streams of STREAMS) {
      const measured = await measure(api, cookies, { streams, kind }, context)
      const share = (100 * (measured.cpuShare - idle.cpuShare)) / streams
      const memory = streams < 100 ? '' : short((1_024 * measured.memoryMb) / streams)
      rows.push([
        String(streams),
        kind === 'pcm' ? 'PCM' : 'features',
        short(share),
        percentiles(measured.eventsMs),
        String(measured.eventsMs.length),
        memory,
        percentiles(measured.httpMs),
        String(measured.failed),
      ])
    }
  }
  return markdownTable(HEADER, rows)
}

interface Load {
  streams: number
  kind: Order['kind']
}

async function measure(api: Api, cookies: string[], { streams, kind }: Load, { seconds, signal, say }: Context) {
  signal.throwIfAborted()
  say(`${streams} streams of ${kind}`)
  const before = memoryMb(api.pid).pss
  const clients = await Promise.all(
    Array.from({ length: streams }, async (_, index) => {
      const cookie = cookies[Math.floor(index / SOCKETS_PER_MEMBER)] ?? ''
      return { cookie, session: await startSession(api.baseUrl, cookie) }
    }),
  )
  const [browse = '/content/browse'] = browsePaths()
  const long = seconds * LONGER
  const order: Order = { baseUrl: api.baseUrl, kind, clients, warmUpSeconds: WARM_UP_SECONDS, seconds: long, browse }
  const program = fileURLToPath(new URL('./harness/breath-clients.ts', import.meta.url))
  const child = fork(program, { env: cleanEnvironment(), execArgv: [], signal })
  child.send(order)
  let usedAtStart = 0
  for await (const [message] of on(child, 'message', { close: ['exit'] })) {
    if (message.type === 'measuring') usedAtStart = cpuSeconds(api.pid)
    if (message.type !== 'measured') continue
    const outcome: Outcome = message.outcome
    const cpuShare = (cpuSeconds(api.pid) - usedAtStart) / long
    const used = memoryMb(api.pid).pss - before
    child.send('leave')
    await delay(LEAVING_MS)
    return { ...outcome, cpuShare, memoryMb: used }
  }
  throw new Error('The clients ended before they had measured')
}

async function signUp({ baseUrl }: Api, count: number, { say }: Context): Promise<string[]> {
  say(`registering ${count} members`)
  const cookies: string[] = []
  for (let index = 0; index < count; index++) {
    const body = { email: `${randomUUID()}@example.com`, password: 'Quiet-Harbour-52', full_name: 'Bench Member' }
    const response = await post(`${baseUrl}/auth/register`, body)
    cookies.push(
      response.headers
        .getSetCookie()
        .map((cookie) => cookie.replace(/;.*/s, ''))
        .join('; '),
    )
  }
  return cookies
}

async function startSession(baseUrl: string, cookie: string): Promise<string> {
  const response = await post(`${baseUrl}/api/meditation/sessions/start`, {}, { cookie })
  const { session_id } = (await response.json()) as { session_id: string }
  return session_id
}

async function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${await response.text()}`)
  return response
}

function percentiles(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (share: number) => short(sorted[Math.floor(sorted.length * share)] ?? Number.NaN)
  return `${at(0.5)} / ${at(0.99)}`
}
