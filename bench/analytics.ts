import type { Context } from './harness/context.ts'
import { load, type OwnRequest } from './harness/load.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { install, startApi, withDatabase } from './harness/ours.ts'
import { type DatabasePeer, FLOOR, ifThere, startFastapi, startFloor } from './harness/peers.ts'
import { publishedIds } from './harness/requests.ts'
import { CONNECTIONS, type Contender, compare, type Measured, medianOf, timesOf } from './harness/rounds.ts'
import { seedViews } from './harness/seed-views.ts'

const ITEMS = 10_000
const SIZES = [10_000, 1_000_000, 10_000_000]
/** What the peer has time for: its reads count all of them, and with a million one of its answers takes longer than a load. */
const PEER_VIEWS = 100_000
/** So many ask for what is made ready, each the next one. */
const READERS = 16
/** Requests that differ; the load generators keep them in memory. */
const DIFFERENT = 2_000

const TOTAL = '/api/analytics/total-views'

interface Scenario {
  name: string
  goal?: number
  paths: string[]
  requests?: OwnRequest[]
  /** What the peer does not have. */
  isOursAlone?: boolean
  /** Whether each answer is asked for once before it is measured: it is kept until its item is viewed again. */
  isKept?: boolean
}

type Site = Omit<Contender, 'paths'>

/** What it costs to count a view and to read what is counted, at every size, beside the specified stack. */
export async function benchAnalytics(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const notes: string[] = []
  const installation = stack.use(await install(context, 'analytics'))
  const sites: Site[] = []
  const databases: string[] = []
  for (const size of SIZES) {
    const databaseUrl = await installation.makeCatalogue(ITEMS, `views_${size}`)
    databases.push(databaseUrl)
    context.say(`filling it with ${size.toLocaleString('en')} views`)
    await seedViews(databaseUrl, { items: ITEMS, views: size })
    const api = stack.use(await startApi(installation, databaseUrl, { TRUSTED_PROXIES: '127.0.0.1' }))
    sites.push({
      baseUrl: api.baseUrl,
      name: nameOf(size),
      serverPid: api.pid,
      databasePid: installation.databasePid,
    })
  }
  await installation.checkpoint()
  const fastapi = await ifThere(startFastapi(context, ITEMS, PEER_VIEWS), notes)
  const peers = fastapi ? [siteOf(stack.use(fastapi))] : []
  const floor = stack.use(await startFloor(context, { baseUrl: sites[0]?.baseUrl ?? '', paths: [TOTAL] }))
  await letPlansSettle(sites, databases, context)
  const rows: string[][] = []
  for (const scenario of scenarios()) {
    context.say(scenario.name)
    const contenders = [...sites, ...(scenario.isOursAlone ? [] : peers)]
    if (scenario.name === 'total') contenders.push({ ...floor, name: FLOOR, serverPid: floor.pid })
    if (scenario.isKept) for (const { baseUrl } of sites) await askOnce(baseUrl, scenario.paths)
    const measured = await compare(
      contenders.map((site) => ({ ...site, ...scenario, name: site.name })),
      context,
    )
    rows.push(...rowsOf(scenario, measured))
  }
  const left = await Promise.all(databases.map(ledgerOf))
  return [
    'CPU seconds per 1,000 requests, server and database together. Each track is a view of a viewer of its own.',
    markdownTable(HEADER, rows),
    ...notes,
    `After all that, views that the rollups say: ${left.join('; ')}.`,
  ].join('\n\n')
}

function scenarios(): Scenario[] {
  const perItem = (path: (id: string) => string) => popular(publishedIds(ITEMS)).map(path)
  return [
    { name: 'track', goal: 0.045, paths: [TOTAL], requests: reports({}) },
    {
      name: 'track, all that a player tells',
      isOursAlone: true,
      paths: [TOTAL],
      requests: reports(TOLD),
    },
    { name: 'views', goal: 0.015, paths: perItem((id) => `/api/analytics/views/${id}`) },
    {
      name: 'summary',
      goal: 0.015,
      isOursAlone: true,
      isKept: true,
      paths: perItem((id) => `/api/analytics/summary/${id}`),
    },
    { name: 'trending', goal: 0.015, paths: ['/api/analytics/trending'] },
    {
      name: 'metadata',
      goal: 0.015,
      isOursAlone: true,
      paths: perItem((id) => `/api/analytics/content/${id}/metadata`),
    },
    { name: 'total', goal: 0.015, paths: [TOTAL] },
  ]
}
/** As autovacuum does in a minute: statements that were planned while hardly anybody had viewed anything today read all of it. */
async function letPlansSettle(sites: Site[], databases: string[], context: Context): Promise<void> {
  for (const site of sites) {
    await load({ ...site, paths: [TOTAL], requests: reports({}) }, { connections: CONNECTIONS, seconds: 1 }, context)
  }
  for (const databaseUrl of databases) await withDatabase(databaseUrl, 'analyze recent_views')
}

async function askOnce(baseUrl: string, paths: string[]): Promise<void> {
  const next = new Set(paths).values()
  const read = async () => {
    for (const path of next) await (await fetch(baseUrl + path)).arrayBuffer()
  }
  await Promise.all(Array.from({ length: READERS }, read))
}

/** What our player tells of half a minute, beside what the specification names. */
const TOLD = { source: 'home', positions: [0, 1, 2], quality: { start_ms: 400, stalls: 0, height: 720, errors: [] } }

/** Of free items, each by an anonymous viewer who was not there yet. */
function reports(told: object): OwnRequest[] {
  const free = publishedIds(ITEMS).filter((_, index) => Math.floor((index * 10) / 9) % 4 < 2)
  return popular(free).map((content_id, index) => {
    return {
      method: 'POST',
      path: '/api/analytics/track/view',
      cookie: '',
      body: { content_id, session_id: `play-${index}`, watch_duration: 30, ...told },
      from: '*',
    }
  })
}

/** Few items are asked for often, many seldom. */
function popular(ids: string[]): string[] {
  return Array.from({ length: DIFFERENT }, (_, index) => {
    const share = ((index * 7_919) % DIFFERENT) / DIFFERENT
    return ids[Math.floor(ids.length ** share) - 1] ?? ids[0] ?? ''
  })
}

const HEADER = [
  'request',
  'server',
  'CPU s per 1,000 (server + database)',
  'goal',
  'CPU, times the first',
  'requests/s',
  'p50 / p99 ms',
  'failed',
]

function rowsOf({ name, goal }: Scenario, measured: Measured[]): string[][] {
  const [first] = measured
  return measured.map((one) => {
    const show = (figure: Parameters<typeof medianOf>[1]) => short(medianOf(one, figure))
    return [
      name,
      one.name,
      `${show('cpu')} (${show('serverCpu')} + ${show('databaseCpu')})`,
      goal !== undefined && one.name.startsWith('ours') ? `≤ ${goal}` : '',
      one === first || !first ? '' : short(timesOf(one, first, 'cpu')),
      show('requestsPerSecond'),
      `${show('p50Ms')} / ${show('p99Ms')}`,
      `${short(medianOf(one, 'failedShare') * 100)} %`,
    ]
  })
}

function nameOf(views: number): string {
  return `ours, ${views.toLocaleString('en')} views`
}

function siteOf({ baseUrl, pid, databasePid }: DatabasePeer): Site {
  return { name: `FastAPI, ${PEER_VIEWS.toLocaleString('en')} rows`, baseUrl, serverPid: pid, databasePid }
}

async function ledgerOf(databaseUrl: string): Promise<string> {
  const [row] = await withDatabase(
    databaseUrl,
    `select (select sum(views) from view_totals)::text as items, (select sum(views) from view_platform_days)::text as days,
       (select sum(desktop_views + phone_views + tablet_views + tv_views + other_views) from view_days)::text as devices`,
  )
  return Object.entries(row ?? {})
    .map(([kind, views]) => `${String(views)} by ${kind}`)
    .join(', ')
}
