import { type DatabaseFacts, readDatabaseFacts } from '../../db/facts.ts'
import { listMigrations } from '../../db/migrate.ts'
import { advice, wrong } from '../../ports/finding.ts'
import { type Check, fits, type Outcome, reasonOf } from './check.ts'

/** The oldest that migrations are written for: 15. */
const OLDEST = 150_000
/** Tokens and codes of minutes end by the clock of whoever looks at them. */
const MOST_AHEAD_MS = 5_000

interface DatabaseParts {
  databaseUrl: { reveal(): string }
  nowMs: () => number
}

/** PostgreSQL as this installation uses it. */
export function databaseCheck({ databaseUrl, nowMs }: DatabaseParts): Check {
  const url = databaseUrl.reveal()
  return {
    subject: 'PostgreSQL',
    look: async () => {
      let facts: DatabaseFacts
      try {
        facts = await readDatabaseFacts(url, nowMs)
      } catch (error) {
        return [wrong(`The database cannot be used: ${reasonOf(error)}.`, remedyFor(error))]
      }
      return [ofVersion(facts), ofTls(facts, url), ofClock(facts), ...(await ofSchema(url))]
    },
  }
}

const REFUSED_PASSWORD = ['28P01', '28000']

function remedyFor(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (REFUSED_PASSWORD.includes(code))
    return 'Correct user and password of DATABASE_URL, or what PostgreSQL knows of them.'
  if (code === '3D000') return 'Create the database, or correct the name in DATABASE_URL.'
  if (/certificate|SSL|TLS/i.test(reasonOf(error)))
    return 'Renew its certificate, or correct DB_SSL_MODE and DB_SSL_CA: decision 68 says what each means.'
  return 'Start PostgreSQL, let this machine through to it, or correct DATABASE_URL.'
}

function ofVersion({ version, versionNumber, latencyMs, isReplica }: DatabaseFacts): Outcome {
  if (versionNumber < OLDEST) return wrong(`It is PostgreSQL ${version}; 15 or newer is needed.`, 'Upgrade it.')
  if (isReplica) {
    const remedy = 'Let DATABASE_URL name the primary.'
    return wrong('It is a replica, which takes no writes: nobody can sign in.', remedy)
  }
  return fits(`PostgreSQL ${version} answers in ${Math.round(latencyMs)} ms.`)
}

function ofTls({ tls }: DatabaseFacts, url: string): Outcome {
  if (tls) return fits(`The connection is encrypted (${tls}).`)
  if (isLoopback(url)) return fits('It is on this machine: the connection needs no TLS.')
  return advice(
    'The connection to it is not encrypted: whoever is between reads passwords and members.',
    'Set DB_SSL_MODE=verify-full, with DB_SSL_CA where its authority is its own. Production demands it.',
  )
}

function isLoopback(url: string): boolean {
  const { hostname } = new URL(url.replace(/^postgres(ql)?:/, 'http:'))
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

function ofClock({ clockAheadMs }: DatabaseFacts): Outcome {
  const seconds = Math.abs(clockAheadMs / 1000).toFixed(1)
  if (Math.abs(clockAheadMs) <= MOST_AHEAD_MS) return fits('Its clock and that of this machine agree.')
  const way = clockAheadMs > 0 ? 'ahead of' : 'behind'
  return wrong(
    `Its clock is ${seconds} s ${way} that of this machine: sign-ins, codes and streams end too early or too late.`,
    'Let both machines take their time from NTP (chrony, systemd-timesyncd).',
  )
}

async function ofSchema(url: string): Promise<Outcome[]> {
  const migrations = await listMigrations(url)
  const inState = (wanted: string) => migrations.flatMap(({ name, state }) => (state === wanted ? [name] : []))
  const [pending, edited, unknown] = [inState('pending'), inState('edited'), inState('unknown')]
  const outcomes: (Outcome | false)[] = [
    pending.length > 0 &&
      wrong(
        `Migrations wait: ${pending.length}, the first is ${pending[0]}.`,
        'Run `npm run migrate`; processes do so as they start.',
      ),
    edited.length > 0 &&
      wrong(
        `${edited.join(', ')} was edited after it was applied: nothing starts.`,
        'Install the release as it was made.',
      ),
    unknown.length > 0 &&
      advice(
        `A newer release was here: ${unknown.join(', ')}.`,
        'Install that release, or one that is newer (docs/deploy/upgrade.md).',
      ),
  ]
  const found = outcomes.filter((outcome) => outcome !== false)
  return found.length > 0 ? found : [fits(`The schema is the newest (${migrations.at(-1)?.name}).`)]
}
