import type { Context } from './harness/context.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { type Installation, install, startApi } from './harness/ours.ts'
import { FLOOR, ifThere, startFastapi, startFloor } from './harness/peers.ts'
import { browsePaths, detailPaths, searchPaths, streamPaths, validatePaths } from './harness/requests.ts'
import { type Contender, compare, type Measured, medianOf, timesOf } from './harness/rounds.ts'

interface Scenario {
  name: string
  /** CPU seconds per 1,000 requests. */
  goal: number
  /** Whether the member's cookie goes along. */
  asMember: boolean
  paths: (site: Site) => string[] | Promise<string[]>
}

type Site = Omit<Contender, 'paths'> & { cookie: string }

const ITEMS = 10_000

const SCENARIOS: Scenario[] = [
  { name: 'browse, anonymous', goal: 0.02, asMember: false, paths: browsePaths },
  { name: 'browse, member', goal: 0.02, asMember: true, paths: browsePaths },
  { name: 'detail', goal: 0.02, asMember: true, paths: () => detailPaths(ITEMS) },
  { name: 'search', goal: 0.05, asMember: true, paths: searchPaths },
  {
    name: 'stream, renewed',
    goal: 0.1,
    asMember: true,
    paths: ({ baseUrl, cookie }) => streamPaths(baseUrl, cookie, ITEMS),
  },
  {
    name: 'validate',
    goal: 0.015,
    asMember: false,
    paths: ({ baseUrl, cookie }) => validatePaths(baseUrl, cookie, ITEMS),
  },
]

/** The hot endpoints of the API, beside the specified stack and a handler that does nothing. */
export async function benchApi(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const notes: string[] = []
  const installation = stack.use(await install(context, 'api'))
  const ours = await ourSite(installation, stack)
  const fastapi = await ifThere(startFastapi(context, ITEMS), notes)
  if (fastapi) stack.use(fastapi)
  const sites = [ours, ...(fastapi ? [{ ...fastapi, name: 'FastAPI', serverPid: fastapi.pid }] : [])]

  const rows: string[][] = []
  for (const scenario of SCENARIOS) {
    context.say(scenario.name)
    const contenders = await Promise.all(sites.map((site) => contend(scenario, site)))
    const [first] = contenders
    if (!first) continue
    await using floor = await startFloor(context, first)
    contenders.push({ ...first, ...floor, name: FLOOR, serverPid: floor.pid, databasePid: undefined })
    rows.push(...rowsOf(scenario, await compare(contenders, context)))
  }
  return [markdownTable(HEADER, rows), ...notes].join('\n\n')
}

async function ourSite(installation: Installation, stack: AsyncDisposableStack): Promise<Site> {
  const databaseUrl = await installation.makeCatalogue(ITEMS)
  const api = stack.use(await startApi(installation, databaseUrl))
  return { ...api, name: OURS, serverPid: api.pid, databasePid: installation.databasePid }
}

async function contend({ paths, asMember }: Scenario, site: Site): Promise<Contender> {
  return { ...site, paths: await paths(site), cookie: asMember ? site.cookie : undefined }
}

const OURS = '**ours**'
const HEADER = [
  'request',
  'server',
  'CPU s per 1,000 (server + database)',
  'goal',
  'CPU, times ours',
  'requests/s',
  'p50 / p99 ms',
  'p50 ms, 1 connection',
  'failed',
]

function rowsOf({ name, goal }: Scenario, measured: Measured[]): string[][] {
  const [ours] = measured
  return measured.map((one) => {
    const show = (figure: Parameters<typeof medianOf>[1]) => short(medianOf(one, figure))
    return [
      name,
      one.name,
      `${show('cpu')} (${show('serverCpu')} + ${show('databaseCpu')})`,
      one === ours ? `≤ ${goal}` : '',
      one === ours || !ours ? '' : short(timesOf(one, ours, 'cpu')),
      show('requestsPerSecond'),
      `${show('p50Ms')} / ${show('p99Ms')}`,
      show('aloneP50Ms'),
      `${short(medianOf(one, 'failedShare') * 100)} %`,
    ]
  })
}
