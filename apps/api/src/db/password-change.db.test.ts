import { randomUUID } from 'node:crypto'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { secretsManagerCounterpart } from '@better-and-bliss/process/testing/secrets-manager'
import pg from 'pg'
import { expect, inject, test } from 'vitest'
import { pgBossQueue } from '../adapters/local/pg-boss-queue.ts'
import { startApi } from '../testing/api-process.ts'
import { signingDatabase } from '../testing/test-database.ts'
import { underLoad } from '../testing/under-load.ts'
import { until } from '../testing/until.ts'
import { listenForChanges } from './changes.ts'
import { openPool } from './database.ts'

const LOG = { info: () => {}, warn: () => {}, error: console.error }

/** A user of the database, of whose connections and password the test decides. */
interface DatabaseUser extends AsyncDisposable {
  urlWith(password: string): string
  change(password: string): Promise<void>
  /** How many connections were opened since. */
  openedSince(atMs: number): Promise<number>
  /** Whether the queue has its connection that waits for notifications. */
  isQueueListening(): Promise<boolean>
  /** Ends all connections. */
  cut(): Promise<void>
}

test.each([
  ['a file', inFile],
  ['AWS Secrets Manager', inSecretsManager],
])(
  'the password of the database is changed under load, there first or in %s first, and no request fails',
  async (_, place) => {
    await using stack = new AsyncDisposableStack()
    const user = stack.use(await databaseUser('first password'))
    const folder = await mkdtemp(join(tmpdir(), 'password-change-'))
    stack.defer(() => rm(folder, { recursive: true }))
    const { variables, put } = stack.use(await place(folder))
    const write = (password: string) => put(user.urlWith(password))
    await write('first password')
    const api = stack.use(await startApi(folder, variables))
    const cookie = await register(api.url)
    const failed: string[] = []
    const ask = async () => {
      const answer = await fetch(`${api.url}/api/streaming/sessions`, { headers: { cookie } })
      const said = await answer.text()
      if (!answer.ok) failed.push(`${answer.status} ${said}`)
    }
    const load = { clients: 1, rounds: 3, ask }
    const crowd = { clients: 20, rounds: 5, ask }

    const changedThere = async () => {
      const atMs = Date.now()
      await user.change('second password')
      const crowded = underLoad(crowd, Promise.resolve())
      await write('second password')
      await crowded
      return user.openedSince(atMs)
    }
    expect(await underLoad(load, changedThere())).toBeGreaterThan(0)
    const changedHere = async () => {
      await write('third password')
      await underLoad(load, Promise.resolve())
      await user.change('third password')
    }
    await underLoad(load, changedHere())
    await user.cut()
    await until(async () => (await fetch(`${api.url}/health/ready`)).ok)
    await underLoad(crowd, Promise.resolve())
    expect(failed).toEqual([])
  },
  120_000,
)

test('whatever is connected takes up a new password: pools, what listens, and the queue', async () => {
  await using stack = new AsyncDisposableStack()
  const user = stack.use(await databaseUser('old'))
  let [kept, now] = ['old', 'old']
  const url = {
    reveal: () => user.urlWith(kept),
    renew: async () => {
      kept = now
    },
  }
  const limits = {
    askEveryMs: 50,
    firstConnectMs: 30_000,
    connectMs: 2_500,
    answerMs: 5_500,
    retryMs: { first: 10, longest: 50 },
  }
  const db = stack.use(openPool(url, { log: LOG, size: 2 }))
  const changes = stack.use(await listenForChanges(url, LOG, limits))
  const queue = stack.use(await pgBossQueue(url, { log: LOG, keepDays: 1 }))
  const heard: string[] = []
  changes.on(
    'member_changed',
    () => heard.push('somebody'),
    () => heard.push('anything'),
  )
  const jobs: string[] = []
  await queue.work('take_upload', async ({ uploadId }) => void jobs.push(uploadId))

  await user.change('new')
  now = 'new'
  await user.cut()
  await until(async () => heard.length > 0)
  await db.query('', 'select 1')
  await db.transaction((tx) => queue.add(tx, 'take_upload', { uploadId: 'after' }))
  await until(async () => jobs.length > 0)
  expect(jobs).toEqual(['after'])
  await until(() => user.isQueueListening())
}, 60_000)

test('a password that stays wrong is an outage that is told, and one that cannot be asked for again, too', async () => {
  await using user = await databaseUser('right')
  for (const renew of [async () => {}, () => Promise.reject(new Error('no file'))]) {
    await using db = openPool({ reveal: () => user.urlWith('wrong'), renew }, { log: LOG, size: 1 })
    await expect(db.query('', 'select 1')).rejects.toMatchObject({ code: 'unavailable' })
  }
}, 30_000)

/** Where the address of the database stands. */
interface Place extends AsyncDisposable {
  variables: Record<string, string>
  put(url: string): Promise<void>
}

async function inFile(folder: string): Promise<Place> {
  const file = join(folder, 'database-url')
  return {
    variables: { DATABASE_URL_FILE: file },
    put: async (url) => {
      await writeFile(`${file}.new`, `${url}\n`)
      await rename(`${file}.new`, file)
    },
    [Symbol.asyncDispose]: async () => {},
  }
}

async function inSecretsManager(): Promise<Place> {
  const [region, id] = ['eu-central-1', 'better-and-bliss/database']
  const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'the key of the counterpart' }
  const manager = await secretsManagerCounterpart({ region, keys })
  return {
    variables: {
      SECRETS_ID: id,
      AWS_DEFAULT_REGION: region,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: manager.endpoint,
    },
    put: async (url) => void manager.secrets.set(id, JSON.stringify({ DATABASE_URL: url })),
    [Symbol.asyncDispose]: () => manager[Symbol.asyncDispose](),
  }
}

async function register(url: string): Promise<string> {
  const answer = await fetch(`${url}/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: 'ada@example.com', password: 'SecurePass123!', full_name: 'Ada' }),
  })
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}

/** A member of the role that owns the database, so that everything in it is theirs, too. */
async function databaseUser(password: string): Promise<DatabaseUser> {
  const database = await signingDatabase()
  const admin = new pg.Client({ connectionString: inject('adminUrl') })
  await admin.connect()
  const name = `user_${randomUUID().replaceAll('-', '')}`
  const owner = new URL(database.url).username
  await admin.query(`create role ${name} login password ${admin.escapeLiteral(password)} in role ${owner}`)
  await admin.query(`alter role ${name} set role ${owner}`)
  return {
    urlWith: (current) => {
      const url = new URL(database.url)
      url.username = name
      url.password = current
      return url.href
    },
    change: async (next) => void (await admin.query(`alter role ${name} password ${admin.escapeLiteral(next)}`)),
    openedSince: async (atMs) => {
      const opened =
        'select count(*)::int as n from pg_stat_activity where usename = $1 and backend_start > to_timestamp($2)'
      return (await admin.query<{ n: number }>(opened, [name, atMs / 1000])).rows[0]?.n ?? 0
    },
    isQueueListening: async () => {
      const listening = `select from pg_stat_activity
        where usename = $1 and application_name = 'better-and-bliss jobs' and query ilike '%listen%'`
      return (await admin.query(listening, [name])).rows.length > 0
    },
    cut: async () =>
      void (await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where usename = $1', [name])),
    [Symbol.asyncDispose]: async () => {
      await database.drop()
      await admin.query(`drop role ${name}`)
      await admin.end()
    },
  }
}
