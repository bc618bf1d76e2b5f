import { readdirSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { cpuSeconds, memoryMb } from './harness/measure.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type Api, type Installation, install, startApi } from './harness/ours.ts'
import { machineFacts } from './harness/report.ts'
import { browsePaths, detailPaths, publishedIds, searchPaths, streamPaths } from './harness/requests.ts'
import { withTask } from './harness/task.ts'

const ITEMS = 1_000
const CLIENTS = 32
const CAPACITY_SECONDS = 15
/** Of each kind alone. */
const KIND_SECONDS = 5
const MINUTE_MS = 60_000
/** Each so-manieth request stores a view. */
const VIEW_EVERY = 10

/** The last third of the minutes against the one before it. */
const FLAT = { pssTimes: 1.1, handlesMore: 8, p99Times: 2 }

const RULE =
  `The median of the last third of the minutes against that of the third before: PSS at most ${FLAT.pssTimes} times, ` +
  `handles at most ${FLAT.handlesMore} more, p99 at most ${FLAT.p99Times} times; no request failed.`

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } })
const minutes = Number(values.minutes)
if (!Number.isInteger(minutes) || minutes < 3 || minutes > 1_440) {
  console.error('npm run soak -- [--minutes 30], 3 at least')
  process.exit(2)
}

/** Half of what the API can do, for long: whether memory, handles and latency stay as they are. */
await withTask('soak', async (context) => {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'soak', { vacuums: true }))
  const databaseUrl = await installation.makeCatalogue(ITEMS)
  const variables = { TRUSTED_PROXIES: '127.0.0.1', LOG_LEVEL: 'warn' }
  const api = stack.use(await startApi(installation, databaseUrl, variables))
  const { kinds, mixed: next } = await requestsFor(api)
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
  stack.defer(() => agent.destroy())
  const ground = { api, next, agent, signal: context.signal }
  const capacities: string[][] = []
  for (const [kind, ask] of Object.entries(kinds))
    capacities.push([kind, ...(await capacityOf({ ...ground, next: ask }, installation))])
  const { requests } = await load(ground, CAPACITY_SECONDS * 1_000, null)
  const capacity = requests / CAPACITY_SECONDS
  context.say(`capacity ${short(capacity)} requests/s; half of it for ${minutes} minutes`)
  const measured: Minute[] = []
  for (let minute = 1; minute <= minutes; minute += 1) {
    const told = await load(ground, MINUTE_MS, capacity / 2)
    const handles = readdirSync(`/proc/${api.pid}/fd`).length
    measured.push({ ...told, handles, pssMb: memoryMb(api.pid).pss })
    context.say(`minute ${minute}: ${short(told.p99Ms)} ms, ${short(measured.at(-1)?.pssMb ?? 0)} MB`)
  }
  console.log(machineFacts(`npm run soak -- --minutes ${minutes}`))
  console.log(
    `\n${markdownTable(['alone', 'requests/s', 'p99 ms', 'API, CPU s per 1,000', 'PostgreSQL, CPU s per 1,000'], capacities)}`,
  )
  console.log(`\nCapacity with ${CLIENTS} clients in one process: ${short(capacity)} requests/s.\n\n${table(measured)}`)
  const grows = growing(measured)
  console.log(`\nFlat: ${grows.length === 0 ? 'yes' : `no, ${grows.join(', ')}`}. ${RULE}`)
  if (grows.length > 0) process.exitCode = 1
})

interface Ask {
  method: 'GET' | 'POST'
  path: string
  headers: Record<string, string>
  body?: string
}

interface Load {
  requests: number
  failed: number
  p99Ms: number
}

interface Minute extends Load {
  handles: number
  pssMb: number
}

/** Reads as members make them, streams that go on, and views: of each kind alone, and mixed. */
async function requestsFor({ baseUrl, cookie }: Api): Promise<{ kinds: Record<string, () => Ask>; mixed: () => Ask }> {
  const streams = await streamPaths(baseUrl, cookie, ITEMS)
  const beats = streams.map((path) => `/api/streaming/sessions/${path.split('session_id=')[1]}/heartbeat`)
  const [browse, detail, search] = [browsePaths(), detailPaths(ITEMS).slice(0, 40), searchPaths()]
  const paths = [...browse, ...detail, ...search, ...streams, ...streams]
  const item = publishedIds(ITEMS)[0]
  let turn = 0
  const one = (of: readonly string[], method: 'GET' | 'POST' = 'GET') => {
    turn += 1
    return { method, path: of[turn % of.length] ?? '', headers: { cookie } }
  }
  const view = (): Ask => {
    turn += 1
    const body = JSON.stringify({ content_id: item, session_id: `play-${turn}`, watch_duration: 30 })
    const from = `${20 + (turn >> 24)}.${(turn >> 16) & 255}.${(turn >> 8) & 255}.${turn & 255}`
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': from }
    return { method: 'POST', path: '/api/analytics/track/view', headers, body }
  }
  const kinds = {
    browse: () => one(browse),
    detail: () => one(detail),
    search: () => one(search),
    'a stream that goes on': () => one(streams),
    heartbeat: () => one(beats, 'POST'),
    view,
  }
  return { kinds, mixed: () => ((turn + 1) % VIEW_EVERY > 0 ? one(paths) : view()) }
}

/** What the API can do of one kind, and what of it is whose work. */
async function capacityOf(ground: Ground, { databasePid }: Installation): Promise<string[]> {
  const used = () => [cpuSeconds(ground.api.pid), cpuSeconds(databasePid)]
  const before = used()
  const { requests, p99Ms } = await load(ground, KIND_SECONDS * 1_000, null)
  const perThousand = used().map((seconds, index) => (1_000 * (seconds - (before[index] ?? 0))) / requests)
  return [requests / KIND_SECONDS, p99Ms, ...perThousand].map(short)
}

interface Ground {
  api: Api
  next: () => Ask
  agent: Agent
  signal: AbortSignal
}

/** @param perSecond as fast as it goes, if null */
async function load({ api, next, agent, signal }: Ground, forMs: number, perSecond: number | null): Promise<Load> {
  const startMs = performance.now()
  const timesMs: number[] = []
  let [failed, begun] = [0, 0]
  const client = async () => {
    for (;;) {
      const dueMs = perSecond === null ? 0 : startMs + (1_000 * begun) / perSecond
      begun += 1
      await delay(Math.max(0, dueMs - performance.now()))
      if (performance.now() >= startMs + forMs) return
      signal.throwIfAborted()
      const askedMs = performance.now()
      if (!(await ask(api.baseUrl, next(), agent))) failed += 1
      timesMs.push(performance.now() - askedMs)
    }
  }
  await Promise.all(Array.from({ length: CLIENTS }, client))
  const sorted = timesMs.toSorted((one, other) => one - other)
  return { requests: timesMs.length, failed, p99Ms: sorted[Math.floor(0.99 * sorted.length)] ?? Number.NaN }
}

function ask(baseUrl: string, { method, path, headers, body }: Ask, agent: Agent): Promise<boolean> {
  return new Promise((resolve) => {
    const sending = request(baseUrl + path, { method, headers, agent }, (response) => {
      response.resume()
      response.on('end', () => resolve((response.statusCode ?? 500) < 400))
      response.on('error', () => resolve(false))
    })
    sending.on('error', () => resolve(false))
    sending.end(body)
  })
}

function table(measured: readonly Minute[]): string {
  const rows = measured.map(({ requests, failed, p99Ms, pssMb, handles }, index) => [
    String(index + 1),
    short(requests / 60),
    String(failed),
    short(p99Ms),
    short(pssMb),
    String(handles),
  ])
  return markdownTable(['minute', 'requests/s', 'failed', 'p99 ms', 'PSS MB', 'handles'], rows)
}

function growing(measured: readonly Minute[]): string[] {
  const third = Math.floor(measured.length / 3)
  const of = (minutesOf: readonly Minute[], field: keyof Minute) => median(minutesOf.map((minute) => minute[field]))
  const [before, last] = [measured.slice(-2 * third, -third), measured.slice(-third)]
  const times = (field: keyof Minute) => of(last, field) / of(before, field)
  const isGrowing = {
    PSS: times('pssMb') > FLAT.pssTimes,
    handles: of(last, 'handles') - of(before, 'handles') > FLAT.handlesMore,
    p99: times('p99Ms') > FLAT.p99Times,
    'requests failed': measured.some(({ failed }) => failed > 0),
  }
  return Object.entries(isGrowing).flatMap(([what, grows]) => (grows ? [what] : []))
}
