import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const FOLDER = new URL('../../migrations/', import.meta.url)
/** An arbitrary number that only our migrations lock: parallel starts wait for each other. */
const LOCK = 7_203_115

/**
 * Brings the database to the newest schema: every `migrations/NNNN_*.sql` that was not applied yet, in order, each in
 * a transaction of its own. Safe to call from many processes at once.
 *
 * @throws Error when an applied file was edited afterwards: history is forward-only.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await client.query(`create table if not exists schema_migrations (
      name text primary key, sha256 text not null, applied_at timestamptz not null default now())`)
    const { rows } = await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migrations')
    const applied = new Map(rows.map((row) => [row.name, row.sha256]))
    for (const { name, sql, sha256 } of await readMigrations()) {
      const known = applied.get(name)
      if (known === undefined) await apply(client, name, sql, sha256)
      else if (known !== sha256) throw new Error(`${name} was edited after it was applied; add a new migration instead`)
    }
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

async function apply(client: pg.Client, name: string, sql: string, sha256: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query('insert into schema_migrations (name, sha256) values ($1, $2)', [name, sha256])
    await client.query(sql)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    })
  }
}
