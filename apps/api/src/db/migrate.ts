import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { CannotStart } from '@better-and-bliss/process'
import pg from 'pg'
import { connectionTo } from './connection.ts'

const FOLDER = new URL('../../migrations/', import.meta.url)
/** An arbitrary number that only our migrations lock: parallel starts wait for each other. */
const LOCK = 7_203_115

/** One that takes a connection and says nothing would be waited for in silence. */
const CONNECT_MS = 10_000

const RECORD = `create table if not exists schema_migrations (
  name text primary key, sha256 text not null, applied_at timestamptz not null default now())`

/**
 * Brings the database to the newest schema: every `migrations/NNNN_*.sql` that was not applied yet, in order, each in
 * a transaction of its own. Safe to call from many processes at once.
 *
 * @param options `upTo`: the last one that is applied, for a database that is to be of an older release.
 * @returns the names of those that were applied.
 * @throws Error when an applied file was edited afterwards: history is forward-only.
 */
export async function migrate(databaseUrl: string, { upTo }: { upTo?: string | undefined } = {}): Promise<string[]> {
  return locked(databaseUrl, async (client) => {
    await client.query(RECORD)
    const waiting = pendingOf(await listed(client)).filter(({ name }) => upTo === undefined || name <= upTo)
    for (const migration of waiting) await inTransaction(client, 'commit', () => apply(client, migration))
    return waiting.map(({ name }) => name)
  })
}

/** Every migration of this release, in order. */
export async function knownMigrations(): Promise<{ name: string; sha256: string }[]> {
  return (await readMigrations()).map(({ name, sha256 }) => ({ name, sha256 }))
}

/** What `migrate` would do, done in one transaction that is taken back: locks are held as long as that takes. @throws as it does. */
export async function tryMigrations(databaseUrl: string): Promise<string[]> {
  return locked(databaseUrl, async (client) => {
    const waiting = pendingOf(await listed(client))
    await inTransaction(client, 'rollback', async () => {
      await client.query(RECORD)
      for (const migration of waiting) await apply(client, migration)
    })
    return waiting.map(({ name }) => name)
  })
}

/** `edited`: its file is not what was applied. `unknown`: there is no such file; a newer release applied it. */
export type MigrationState = 'applied' | 'pending' | 'edited' | 'unknown'

/** Every migration that there is or was, by name, and when it was applied. */
export async function listMigrations(
  databaseUrl: string,
): Promise<{ name: string; state: MigrationState; appliedAt: Date | null }[]> {
  return connected(databaseUrl, listed)
}

type Listed = Awaited<ReturnType<typeof listed>>[number]

async function listed(client: pg.Client) {
  const { rows: tables } = await client.query(`select to_regclass('schema_migrations') is not null as there`)
  const { rows } = tables[0]?.there
    ? await client.query<Applied>('select name, sha256, applied_at from schema_migrations')
    : { rows: [] }
  const applied = new Map(rows.map((row) => [row.name, row]))
  const files = (await readMigrations()).map((file) => {
    const known = applied.get(file.name)
    applied.delete(file.name)
    const state: MigrationState = !known ? 'pending' : known.sha256 === file.sha256 ? 'applied' : 'edited'
    return { name: file.name, sql: file.sql, sha256: file.sha256, state, appliedAt: known?.applied_at ?? null }
  })
  const others = [...applied.values()].map(({ name, sha256, applied_at: appliedAt }) => {
    return { name, sql: '', sha256, state: 'unknown' as const, appliedAt }
  })
  return [...files, ...others].sort((one, other) => (one.name < other.name ? -1 : 1))
}

interface Applied {
  name: string
  sha256: string
  applied_at: Date
}

function pendingOf(migrations: Listed[]): Listed[] {
  const edited = migrations.find(({ state }) => state === 'edited')
  if (edited) throw new Error(`${edited.name} was edited after it was applied; add a new migration instead`)
  return migrations.filter(({ state }) => state === 'pending')
}

async function locked<Result>(databaseUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  return connected(databaseUrl, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    return work(client)
  })
}

async function connected<Result>(databaseUrl: string, work: (client: pg.Client) => Promise<Result>): Promise<Result> {
  const client = new pg.Client({ ...connectionTo(databaseUrl), connectionTimeoutMillis: CONNECT_MS })
  await client.connect().catch((error: Error) => {
    const { host } = new URL(databaseUrl)
    const words = `The database at ${host} lets nobody in: ${error.message}. DATABASE_URL says which one it is.`
    throw new CannotStart(words, { cause: error })
  })
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

async function readMigrations() {
  const names = (await readdir(FOLDER)).filter((name) => /^\d{4}_.*\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, FOLDER), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function inTransaction(client: pg.Client, end: 'commit' | 'rollback', work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query(end)
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function apply(client: pg.Client, { name, sql, sha256 }: Listed): Promise<void> {
  try {
    await client.query(sql)
    await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256])
  } catch (error) {
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
