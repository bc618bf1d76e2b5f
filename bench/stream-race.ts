import type { Context } from './harness/context.ts'
import { markdownTable } from './harness/numbers.ts'
import { bearerOf, type Installation, makePremium, startRole, threePorts, withDatabase } from './harness/ours.ts'
import { publishedIds } from './harness/requests.ts'

const PROCESSES = 3
const ROUNDS = 1_000
const AT_ONCE = 50
const TIERS = { free: 1, basic: 2, premium: 4 }

interface Ground {
  installation: Installation
  databaseUrl: string
  /** Of members, three at least. */
  cookies: string[]
  /** What every process of the API has alike. */
  variables: Record<string, string>
  context: Context
}

/** Many requests of one member at once, through several API processes: no more may run than the tier allows. */
export async function raceTable({ installation, databaseUrl, cookies, variables, context }: Ground): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const urls: string[] = []
  for (let number = 0; number < PROCESSES; number++) {
    const ports = await threePorts()
    stack.use(await startRole(installation, 'api', databaseUrl, ports, variables))
    urls.push(`http://127.0.0.1:${ports.api}`)
  }
  const rows: string[][] = []
  for (const [index, [tier, places]] of Object.entries(TIERS).entries()) {
    context.say(`race of a ${tier} member`)
    await withDatabase(databaseUrl, `update users set subscription_tier = '${tier}', role = 'free_user'`)
    const rounds = Math.ceil(ROUNDS / Object.keys(TIERS).length)
    const seen = await race({ urls, databaseUrl, cookie: cookies[index] ?? '', places, rounds }, context)
    rows.push([
      tier,
      `${rounds} × ${AT_ONCE}`,
      String(places),
      `${seen.least} to ${seen.most}`,
      String(seen.violations),
    ])
  }
  await makePremium(databaseUrl)
  const header = [
    'member',
    `rounds, through ${PROCESSES} processes`,
    'places',
    'streams that began in a round',
    'violations',
  ]
  return markdownTable(header, rows)
}

interface Race {
  urls: string[]
  databaseUrl: string
  cookie: string
  places: number
  rounds: number
}

/** A violation: another number of streams began than there are places, or runs. */
async function race({ urls, databaseUrl, cookie, places, rounds }: Race, { signal }: Context) {
  const seen = { least: Number.POSITIVE_INFINITY, most: 0, violations: 0 }
  const [item = ''] = publishedIds(1_000)
  const ask = async (url = ''): Promise<boolean> => {
    const response = await fetch(`${url}/api/streaming/content/${item}/stream`, { headers: bearerOf(cookie) })
    const body = await response.text()
    if (response.status !== 200 && response.status !== 429)
      throw new Error(`A stream was answered with ${response.status}: ${body}`)
    return response.status === 200
  }
  for (let round = 0; round < rounds; round++) {
    signal.throwIfAborted()
    await withDatabase(databaseUrl, 'update stream_sessions set place = null where place is not null')
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, (_, number) => ask(urls[number % urls.length])))
    const began = answers.filter(Boolean).length
    const { length: running } = await withDatabase(
      databaseUrl,
      'select from stream_sessions where place is not null and ended_at is null',
    )
    seen.least = Math.min(seen.least, began)
    seen.most = Math.max(seen.most, began)
    if (began !== places || running !== places) seen.violations += 1
  }
  return seen
}
