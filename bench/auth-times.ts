import type { Context } from './harness/context.ts'
import { markdownTable, median, short } from './harness/numbers.ts'
import { type Installation, install, startRole, threePorts } from './harness/ours.ts'

const PEOPLE = 150
/** Requests whose times do not count: what they need is loaded and compiled. */
const WARM_UP = 20
const PASSWORD = 'Quiet-Harbour-52'
const NEW_PASSWORD = 'FreshTides-7-blue'

/** Nothing that is measured here is held back; the rest is as in production. */
const PRODUCTION = {
  ENVIRONMENT: 'production',
  FRONTEND_URL: 'https://studio.example.org',
  BACKEND_URL: 'https://api.example.org',
  EDGE_URL: 'https://media.example.org',
  FROM_EMAIL: 'studio@example.org',
  SMTP_URL: 'smtp://127.0.0.1:9',
  ...Object.fromEntries(
    ['REGISTER', 'LOGIN', 'PASSWORD_RESET', 'API'].map((name) => [`RATE_LIMIT_${name}`, '100000/15min']),
  ),
}

const known = (person: number) => `${person}@known.example.com`
const unknown = (person: number) => `${person}@unknown.example.com`

/** What is asked of an address, in an order in which each leaves the next one as it would be for a stranger. */
const QUESTIONS: Record<string, (email: string) => object> = {
  '/auth/login': (email) => ({ email, password: NEW_PASSWORD }),
  '/auth/forgot-password': (email) => ({ email }),
  '/auth/reset-password': (email) => ({ email, code: '000000', new_password: NEW_PASSWORD }),
  '/auth/resend-confirmation': (email) => ({ email }),
  '/auth/confirm': (email) => ({ email, code: '000000' }),
  '/auth/register': (email) => ({ email, password: PASSWORD, full_name: 'Bench Member' }),
}

/** Whether the time of an answer tells whether an address has an account. */
export async function benchAuthTimes(context: Context): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const installation = stack.use(await install(context, 'auth-times'))
  const databaseUrl = await installation.makeCatalogue(1)
  await registerPeople(installation, databaseUrl, context)
  const ports = await threePorts()
  stack.use(await startRole(installation, 'api', databaseUrl, ports, PRODUCTION))
  const ask = asker(`http://127.0.0.1:${ports.api}`)
  const rows: string[][] = []
  for (const [path, bodyFor] of Object.entries(QUESTIONS)) {
    context.say(`asking ${path}`)
    for (let n = 0; n < WARM_UP; n += 1) await ask(path, bodyFor(`${n}@warm-up.example.com`))
    const times = { known: [] as number[], unknown: [] as number[] }
    const statuses = new Set<number>()
    for (let person = 0; person < PEOPLE; person += 1) {
      context.signal.throwIfAborted()
      // Which of the two comes first must not tell them apart.
      const order = person % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)
      for (const kind of order) {
        const { status, ms } = await ask(path, bodyFor(kind === 'known' ? known(person) : unknown(person)))
        times[kind].push(ms)
        statuses.add(status)
      }
    }
    rows.push([path, [...statuses].join(', '), ...figuresOf(times)])
  }
  return markdownTable(
    [
      `ms for one address, ${PEOPLE} each`,
      'status',
      'known: median',
      'quartiles',
      'unknown: median',
      'quartiles',
      'a known one takes longer in',
    ],
    rows,
  )
}

/** Makes accounts as in development, where they need no code. */
async function registerPeople(installation: Installation, databaseUrl: string, context: Context): Promise<void> {
  const ports = await threePorts()
  await using _api = await startRole(installation, 'api', databaseUrl, ports)
  const ask = asker(`http://127.0.0.1:${ports.api}`)
  context.say(`registering ${PEOPLE} people`)
  for (let person = 0; person < PEOPLE; person += 1) {
    const body = { email: known(person), password: PASSWORD, full_name: 'Bench Member' }
    const { status } = await ask('/auth/register', body)
    if (status !== 200) throw new Error(`Registering was answered with ${status}`)
  }
}

function asker(baseUrl: string) {
  return async (path: string, body: object): Promise<{ status: number; ms: number }> => {
    const startedMs = performance.now()
    const response = await fetch(`${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    await response.arrayBuffer()
    return { status: response.status, ms: performance.now() - startedMs }
  }
}

/** The last one is the chance that of one known and one unknown address the known one takes longer; 50 % tells nothing. */
function figuresOf(times: { known: number[]; unknown: number[] }): string[] {
  let longer = 0
  for (const ms of times.known) longer += times.unknown.filter((other) => ms > other).length
  const spread = (values: number[]) => [
    short(median(values)),
    `${short(quantile(values, 0.25))}–${short(quantile(values, 0.75))}`,
  ]
  const share = longer / (times.known.length * times.unknown.length)
  return [...spread(times.known), ...spread(times.unknown), `${Math.round(share * 100)} %`]
}

function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN
}
