import { setTimeout as delay } from 'node:timers/promises'
import type { Context } from './harness/context.ts'
import { startEdgeInNginx } from './harness/nginx-edge.ts'
import { markdownTable, short } from './harness/numbers.ts'
import { bearerOf, type Installation, startRole, threePorts, withDatabase } from './harness/ours.ts'
import { ifThere } from './harness/peers.ts'
import { untilAnswers } from './harness/process.ts'
import { publishedIds } from './harness/requests.ts'

const SAMPLES = 60
const LOOK_EVERY_MS = 20
const GIVE_UP_MS = 15_000
/** An edge asks every two seconds: ends come at any moment between. */
const SPREAD_MS = 4_000

interface Ground {
  installation: Installation
  databaseUrl: string
  /** Of premium members, as many as there are samples of each kind. */
  cookies: string[]
  /** What every process of the API has alike. */
  variables: Record<string, string>
  context: Context
}

interface Started {
  id: string
  address: string
}

/** How long after its end a stream is refused at our edges. */
export async function endsTable({ installation, databaseUrl, cookies, variables, context }: Ground): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const ports = await threePorts()
  stack.use(await startRole(installation, 'api', databaseUrl, ports, variables))
  stack.use(await startRole(installation, 'edge', databaseUrl, ports))
  await untilAnswers(`http://127.0.0.1:${ports.edge}/health`, context.signal)
  const notes: string[] = []
  const nginxPorts = { ...ports, edge: (await threePorts()).edge }
  const inNginx = await ifThere(startEdgeInNginx(installation, databaseUrl, nginxPorts), notes)
  const edges: Record<string, number> = { ours: ports.edge }
  if (inNginx) {
    stack.use(inNginx)
    edges['ours, in nginx'] = nginxPorts.edge
  }
  await withDatabase(databaseUrl, 'update stream_sessions set place = null where place is not null')
  const apiUrl = `http://127.0.0.1:${ports.api}`
  const [item = ''] = publishedIds(1_000)
  const start = (cookie: string) => startStream(apiUrl, item, cookie)
  const end = async (path: string, cookie: string, method: string) => {
    const response = await fetch(apiUrl + path, { method, headers: bearerOf(cookie) })
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}`)
  }
  const kinds: Record<string, (stream: Started, cookie: string) => Promise<unknown>> = {
    'the member ends it': ({ id }, cookie) => end(`/api/streaming/sessions/${id}`, cookie, 'DELETE'),
    'taken over': ({ id }, cookie) => end(`/api/streaming/content/${item}/stream?take_over=${id}`, cookie, 'GET'),
    'the member is suspended': ({ address }) =>
      withDatabase(databaseUrl, `update users set status = 'suspended' where cognito_sub = '${uidOf(address)}'`),
    'signed out': (_stream, cookie) => end('/auth/logout', cookie, 'POST'),
  }
  const rows: string[][] = []
  for (const [index, [name, ending]] of Object.entries(kinds).entries()) {
    context.say(`time until it is refused: ${name}`)
    // Those who are suspended or signed out play no more.
    const own = cookies.slice(index < 2 ? 0 : (index - 1) * SAMPLES, (index < 2 ? 1 : index) * SAMPLES)
    const timesMs = await Promise.all(
      own.map((cookie) =>
        timesToRefusal(
          () => start(cookie),
          (stream) => ending(stream, cookie),
          { ports: Object.values(edges), context },
        ),
      ),
    )
    for (const [edge, edgeName] of Object.keys(edges).entries()) {
      const sorted = timesMs.map((times) => times[edge] ?? Number.NaN).toSorted((a, b) => a - b)
      const at = (share: number) => short((sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN) / 1_000)
      rows.push([name, edgeName, String(sorted.length), at(0.5), at(0.99), '≤ 5'])
    }
  }
  const header = ['a stream ends', 'edge', 'samples', 'refused there after, s: p50', 'p99', 'goal']
  return [markdownTable(header, rows), ...notes].join('\n\n')
}

/** From the end of what ends it to the first refusal at each edge. A file that is not there (404) was not refused. */
async function timesToRefusal(
  start: () => Promise<Started>,
  end: (stream: Started) => Promise<unknown>,
  { ports, context: { signal } }: { ports: number[]; context: Context },
): Promise<number[]> {
  const { id, address } = await start()
  const addresses = ports.map((port) => Object.assign(new URL(address), { port: String(port) }))
  const statusOf = async (url: URL) => (await fetch(url)).status
  const startedMs = performance.now()
  for (const url of addresses) {
    // Until it has its first list of what was ended, an edge serves nothing.
    let status = await statusOf(url)
    for (; status === 503 && performance.now() - startedMs < GIVE_UP_MS; status = await statusOf(url)) {
      signal.throwIfAborted()
      await delay(LOOK_EVERY_MS)
    }
    if (status !== 404) throw new Error(`A stream that runs was answered with ${status} at ${url.host}`)
  }
  await delay(Math.random() * SPREAD_MS)
  await end({ id, address })
  const endedMs = performance.now()
  return Promise.all(
    addresses.map(async (url) => {
      while ((await statusOf(url)) !== 403) {
        signal.throwIfAborted()
        if (performance.now() - endedMs > GIVE_UP_MS) return Number.POSITIVE_INFINITY
        await delay(LOOK_EVERY_MS)
      }
      return performance.now() - endedMs
    }),
  )
}

async function startStream(apiUrl: string, item: string, cookie: string): Promise<Started> {
  const response = await fetch(`${apiUrl}/api/streaming/content/${item}/stream`, { headers: bearerOf(cookie) })
  if (!response.ok) throw new Error(`A stream was answered with ${response.status}: ${await response.text()}`)
  const { hls_master, stream_session } = (await response.json()) as {
    hls_master: string
    stream_session: { id: string }
  }
  return { id: stream_session.id, address: hls_master }
}

function uidOf(address: string): string {
  return new URL(address).searchParams.get('uid') ?? ''
}
