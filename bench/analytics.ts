import type { Context } from './harness/context.ts'
import type { OwnRequest } from './harness/load.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { install, startApi, withDatabase } from './harness/ours.ts'
import { type DatabasePeer, ifThere, startFastapi } from './harness/peers.ts'
import { publishedIds } from './harness/requests.ts'
import { type Contender, compare, type Measured, medianOf, timesOf } from './harness/rounds.ts'
import { seedViews } from './harness/seed-views.ts'
import { historiesTable } from './view-histories.ts'

const ITEMS = 10_000
const SIZES = [10_000, 1_000_000, 10_000_000]
/** What the peer has time for: its reads count all of them. */
const PEER_VIEWS = 1_000_000
/** Each of a viewer and item of its own; sent again, it raises its view. The load generators keep all of them in memory, some once a connection. */
const REPORTS = 8_000

interface Scenario {
  name: string
  goal: number
  paths: string[]
  requests?: OwnRequest[]
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
    await seedViews(databaseUrl, { items: ITEMS, views: size, say: context.say })
    const api = stack.use(await startApi(installation, databaseUrl, { TRUSTED_PROXIES: '127.0.0.1' }))
    sites.push({
      baseUrl: api.baseUrl,
      name: nameOf(size),
      serverPid: api.pid,
      databasePid: installation.databasePid,
    })
  }
  const fastapi = await ifThere(startFastapi(context, ITEMS, PEER_VIEWS), notes)
  const peers = fastapi ? [siteOf(stack.use(fastapi))] : []
  const rows: string[][] = []
  for (const scenario of scenarios()) {
    context.say(scenario.name)
    rows.push(
      ...rowsOf(
        scenario,
        await compare(
          [...sites, ...peers].map((site) => ({ ...site, ...scenario, name: site.name })),
          context,
        ),
      ),
    )
  }
  const left = await Promise.all(databases.map(ledgerOf))
  return [
    'CPU seconds per 1,000 requests, server and database together. The first time round each report is a view, then it goes on with one.',
    markdownTable(HEADER, rows),
    ...notes,
    `After all that, views that the rollups say: ${left.join('; ')}.`,
    await historiesTable(installation, context),
  ].join('\n\n')
}

function scenarios(): Scenario[] {
  const ids = publishedIds(ITEMS)
  const perItem = (path: (id: string) => string) => popular(ids, 2_000).map(path)
  return [
    { name: 'track', goal: 0.045, paths: ['/api/analytics/total-views'], requests: reports() },
    { name: 'views', goal: 0.015, paths: perItem((id) => `/api/analytics/views/${id}`) },
    { name: 'summary', goal: 0.015, paths: perItem((id) => `/api/analytics/summary/${id}`) },
    { name: 'trending', goal: 0.015, paths: ['/api/analytics/trending'] },
    { name: 'total', goal: 0.015, paths: ['/api/analytics/total-views'] },
    { name: 'metadata', goal: 0.015, paths: perItem((id) => `/api/analytics/content/${id}/metadata`) },
  ]
}

/** Of free items, by anonymous viewers. */
function reports(): OwnRequest[] {
  const free = publishedIds(ITEMS).filter((_, index) => Math.floor((index * 10) / 9) % 4 < 2)
  return popular(free, REPORTS).map((content_id, index) => {
    return {
      method: 'POST',
      path: '/api/analytics/track/view',
      cookie: '',
      body: { content_id, session_id: `play-${index}`, watch_duration: 30 },
      from: `10.0.${index >> 8}.${index & 255}`,
    }
  })
}

/** Few items are asked for often, many seldom. */
function popular(ids: string[], count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const share = ((index * 7_919) % count) / count
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
      one.name.startsWith('ours') ? `≤ ${goal}` : '',
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
       (select sum(views) from view_hours)::text as hours`,
  )
  return Object.entries(row ?? {})
    .map(([kind, views]) => `${String(views)} by ${kind}`)
    .join(', ')
}
