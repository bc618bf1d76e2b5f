import { setTimeout as delay } from 'node:timers/promises'
import { openPool } from '@better-and-bliss/api/database'
import type { Context } from './harness/context.ts'
import type { OwnRequest } from './harness/load.ts'
import { markdownTable, short } from './harness/numbers.ts'
import {
  type Api,
  type Installation,
  install,
  makePremium,
  SILENT,
  signUp,
  startApi,
  withDatabase,
} from './harness/ours.ts'
import { ifThere, startFastapi, startHealthFloor } from './harness/peers.ts'
import { publishedIds, streamPaths } from './harness/requests.ts'
import { type Contender, compare, type Measured, medianOf } from './harness/rounds.ts'
import { endsTable } from './stream-ends.ts'
import { raceTable } from './stream-race.ts'

const ITEMS = 10_000
const MEMBERS = 250
/** Of a premium member. */
const PLACES = 4
/** So often all places are made free: sooner than they are taken. */
const FREE_EVERY_MS = 30
/** Heartbeats are stored once in so long where many come for the same stream. */
const AGE_EVERY_MS = 1_000

/** Processes of one API issue and take the same tokens. */
const ONE_API = { BACKEND_URL: 'http://localhost:8000' }

/** A stream that a member has. */
interface Playing {
  cookie: string
  item: string
  id: string
}

interface Ground {
  api: Api
  installation: Installation
  databaseUrl: string
  context: Context
}

interface Scenario {
  name: string
  goal: number
  requests: OwnRequest[]
  /** Keeps the stage set while it is measured. */
  meanwhile?: { statement: string; everyMs: number }
}

/** What it costs to begin a stream and to keep it; whether no more run than may; how soon the end of one is known. */
export async function benchStream(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'stream'))
  const databaseUrl = await installation.makeCatalogue(ITEMS)
  const api = stack.use(await startApi(installation, databaseUrl, ONE_API))
  context.say(`registering ${MEMBERS} members`)
  const cookies: string[] = []
  for (let member = 0; member < MEMBERS; member++) cookies.push((await signUp(api.baseUrl)).cookie)
  await makePremium(databaseUrl)
  const ground = { api, installation, databaseUrl, context }
  const rows: string[][] = []
  const scenarios = await scenariosOf(ground, cookies)
  // As autovacuum does in a minute: statements that were planned for an empty table read all of it.
  await withDatabase(databaseUrl, 'analyze stream_sessions')
  for (const scenario of scenarios) rows.push(await measure(scenario, ground))
  rows.push(await measureHealthFloor(ground, cookies))
  const notes: string[] = []
  const peer = await measureFastapi(context, notes)
  if (peer) rows.push(peer)
  const costs = markdownTable(HEADER, rows)
  const members = { installation, databaseUrl, cookies, variables: ONE_API, context }
  const race = await raceTable(members)
  const ends = await endsTable(members)
  return [costs, ...notes, race, ends].join('\n\n')
}

const HEADER = ['request', 'CPU s per 1,000 (server + database)', 'goal', 'requests/s', 'p50 / p99 ms', 'failed']

async function scenariosOf({ api }: Ground, cookies: string[]): Promise<Scenario[]> {
  const items = publishedIds(ITEMS)
  const playing = await Promise.all(
    cookies.flatMap((cookie, member) =>
      Array.from({ length: PLACES }, async (_, place): Promise<Playing> => {
        const item = items[member * PLACES + place] ?? ''
        return { cookie, item, id: await openStream(api.baseUrl, { cookie, item }) }
      }),
    ),
  )
  const get = (path: string, cookie: string): OwnRequest => ({ method: 'GET', path, cookie })
  const cookieOf = (index: number) => cookies[index % cookies.length] ?? ''
  return [
    {
      name: 'heartbeat',
      goal: 0.02,
      requests: playing.map(({ id, cookie }) => {
        return { method: 'POST', path: `/api/streaming/sessions/${id}/heartbeat`, cookie }
      }),
      meanwhile: { statement: AGE, everyMs: AGE_EVERY_MS },
    },
    {
      name: 'stream, renewed',
      goal: 0.1,
      requests: playing.map(({ item, id, cookie }) =>
        get(`/api/streaming/content/${item}/stream?session_id=${id}`, cookie),
      ),
    },
    {
      name: 'stream, a new one',
      goal: 0.1,
      // Of another item each time: nobody begins the same one twice in a second.
      requests: items.map((item, index) => get(`/api/streaming/content/${item}/stream`, cookieOf(index))),
      meanwhile: { statement: FREE, everyMs: FREE_EVERY_MS },
    },
  ]
}

const RUNNING = 'where place is not null and ended_at is null'
const AGE = `update stream_sessions set last_seen_at = last_seen_at - interval '10 s' ${RUNNING}`
const FREE = `update stream_sessions set place = null ${RUNNING}`

async function measure({ name, goal, requests, meanwhile }: Scenario, ground: Ground): Promise<string[]> {
  const { api, installation, databaseUrl, context } = ground
  context.say(name)
  await using stack = new AsyncDisposableStack()
  let stagePid: number | undefined
  if (meanwhile) {
    const db = stack.use(openPool(databaseUrl, { log: SILENT, size: 1 }))
    const [backend] = await db.query<{ pid: number }>('', 'select pg_backend_pid() as pid')
    stagePid = backend?.pid
    stack.use(repeatedly(() => db.query('meanwhile', meanwhile.statement), meanwhile.everyMs))
  }
  const target: Contender = {
    ...api,
    name,
    requests,
    paths: ['/health'],
    serverPid: api.pid,
    databasePid: installation.databasePid,
    stagePid,
  }
  const [measured] = await compare([target], context)
  if (!measured) throw new Error('Nothing was measured')
  return rowOf(name, goal, measured)
}

async function measureHealthFloor({ api, context }: Ground, cookies: string[]): Promise<string[]> {
  await using floor = await startHealthFloor(context, api.baseUrl)
  const { name, paths, pid } = floor
  context.say(name)
  const requests = cookies.map((cookie): OwnRequest => ({ method: 'GET', path: paths[0] ?? '', cookie }))
  const [measured] = await compare([{ ...floor, requests, serverPid: pid }], context)
  if (!measured) throw new Error('Nothing was measured')
  return rowOf(name, undefined, measured)
}

/** The specified stack, which answers `stream` too, and records nothing of it. */
async function measureFastapi(context: Context, notes: string[]): Promise<string[] | undefined> {
  await using peer = await ifThere(startFastapi(context, ITEMS), notes)
  if (!peer) return undefined
  const name = 'stream, FastAPI'
  context.say(name)
  const paths = await streamPaths(peer.baseUrl, peer.cookie, ITEMS)
  const [measured] = await compare([{ ...peer, name, paths, serverPid: peer.pid }], context)
  if (!measured) throw new Error('Nothing was measured')
  return rowOf(name, undefined, measured)
}

function rowOf(name: string, goal: number | undefined, measured: Measured): string[] {
  const show = (figure: Parameters<typeof medianOf>[1]) => short(medianOf(measured, figure))
  return [
    name,
    `${show('cpu')} (${show('serverCpu')} + ${show('databaseCpu')})`,
    goal === undefined ? '' : `≤ ${goal}`,
    show('requestsPerSecond'),
    `${show('p50Ms')} / ${show('p99Ms')}`,
    `${short(medianOf(measured, 'failedShare') * 100)} %`,
  ]
}

/** Until it is disposed. */
function repeatedly(work: () => Promise<unknown>, everyMs: number): AsyncDisposable {
  const stopped = new AbortController()
  const done = (async () => {
    while (!stopped.signal.aborted) {
      await work()
      await delay(everyMs)
    }
  })()
  return {
    [Symbol.asyncDispose]: () => {
      stopped.abort()
      return done
    },
  }
}

async function openStream(apiUrl: string, { cookie, item }: { cookie: string; item: string }): Promise<string> {
  const response = await fetch(`${apiUrl}/api/streaming/content/${item}/stream`, { headers: { cookie } })
  if (!response.ok) throw new Error(`A stream was answered with ${response.status}: ${await response.text()}`)
  return ((await response.json()) as { stream_session: { id: string } }).stream_session.id
}
