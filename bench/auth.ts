import type { Context } from './harness/context.ts'
import { cpuSeconds } from './harness/measure.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type Account, type Api, cookieOf, type Installation, install, signUp, startApi } from './harness/ours.ts'
import { CONNECTIONS, compare, medianOf } from './harness/rounds.ts'

/** What one client does again and again: each request is made of the answer before it. */
type Client = () => Promise<unknown>

interface Scenario {
  name: string
  /** CPU seconds per 1,000 requests; null where the price is meant. */
  goal: number | null
  clients: (api: Api) => Promise<Client[]>
}

interface Site {
  api: Api
  installation: Installation
}

interface Figures {
  serverCpu: number
  databaseCpu: number
  requestsPerSecond: number
  p50Ms: number
}

const SCENARIOS: Scenario[] = [
  { name: 'refresh', goal: 0.4, clients: (api) => clientsOf(() => refreshing(api)) },
  { name: 'login (argon2id)', goal: null, clients: (api) => clientsOf(() => signingIn(api)) },
]
const WARM_UP_SECONDS = 2

/** What members do to be known. */
export async function benchAuth(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'auth'))
  const databaseUrl = await installation.makeCatalogue(1_000)
  const api = stack.use(await startApi(installation, databaseUrl))
  const rows = [await benchMe({ api, installation }, context)]
  for (const { name, goal, clients } of SCENARIOS) {
    context.say(name)
    const ready = await clients(api)
    await drive(ready, WARM_UP_SECONDS, context)
    const rounds: Figures[] = []
    for (let round = 0; round < context.rounds; round += 1) {
      rounds.push(await measure(ready, { api, installation }, context))
    }
    const show = (figure: (of: Figures) => number) => short(median(rounds.map(figure)))
    rows.push([
      name,
      `${show((of) => of.serverCpu + of.databaseCpu)} (${show((of) => of.serverCpu)} + ${show((of) => of.databaseCpu)})`,
      goal === null ? '' : `≤ ${goal}`,
      show((of) => of.requestsPerSecond),
      show((of) => of.p50Ms),
    ])
  }
  return markdownTable(['request', 'CPU s per 1,000 (server + database)', 'goal', 'requests/s', 'p50 ms'], rows)
}

/** Asked by the load generator of the other benches: here a request is not made of the answer before it. */
async function benchMe({ api, installation }: Site, context: Context): Promise<string[]> {
  context.say('me')
  const { databasePid } = installation
  const [me] = await compare([{ ...api, name: 'me', paths: ['/auth/me'], serverPid: api.pid, databasePid }], context)
  if (!me) throw new Error('Nothing was measured')
  const show = (figure: Parameters<typeof medianOf>[1]) => short(medianOf(me, figure))
  const cpu = `${show('cpu')} (${show('serverCpu')} + ${show('databaseCpu')})`
  return ['me', cpu, '≤ 0.02', show('requestsPerSecond'), show('p50Ms')]
}

async function measure(clients: Client[], { api, installation }: Site, context: Context): Promise<Figures> {
  const cpu = () => [cpuSeconds(api.pid), cpuSeconds(installation.databasePid)] as const
  const [serverBefore, databaseBefore] = cpu()
  const latenciesMs = await drive(clients, context.seconds, context)
  const [server, database] = cpu()
  const perThousand = 1_000 / latenciesMs.length
  return {
    serverCpu: (server - serverBefore) * perThousand,
    databaseCpu: (database - databaseBefore) * perThousand,
    requestsPerSecond: latenciesMs.length / context.seconds,
    p50Ms: median(latenciesMs),
  }
}

/** Lets all clients work at once. It runs in this process, whose CPU time is not counted. @returns how long each request took */
async function drive(clients: Client[], seconds: number, { signal }: Context): Promise<number[]> {
  const latenciesMs: number[] = []
  const endMs = performance.now() + seconds * 1_000
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < endMs && !signal.aborted) {
        const startMs = performance.now()
        await client()
        latenciesMs.push(performance.now() - startMs)
      }
    }),
  )
  signal.throwIfAborted()
  return latenciesMs
}

function clientsOf(make: () => Promise<Client>): Promise<Client[]> {
  return Promise.all(Array.from({ length: CONNECTIONS }, make))
}

async function refreshing({ baseUrl }: Api): Promise<Client> {
  let { cookie } = await signUp(baseUrl)
  return async () => {
    cookie = cookieOf(await send(`${baseUrl}/auth/refresh`, { method: 'POST', headers: { cookie } }))
  }
}

async function signingIn({ baseUrl }: Api): Promise<Client> {
  const { email, password }: Account = await signUp(baseUrl)
  const body = JSON.stringify({ email, password })
  return () => send(`${baseUrl}/auth/login`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
}

async function send(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`)
  return response
}
