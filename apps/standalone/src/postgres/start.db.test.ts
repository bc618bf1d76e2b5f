import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotStart } from '@better-and-bliss/process'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/temporary-folder.ts'
import { type PostgresOptions, startPostgres } from './start.ts'

const NOBODY = { uid: 65_534, gid: 65_534 }
const root = process.getuid?.() === 0

/** One database for the tests that only start and stop it: making one takes longer than all they do. */
let made: Awaited<ReturnType<typeof temporaryFolder>>
beforeAll(async () => {
  made = await temporaryFolder()
  await (await start(made.path)).stop()
})
afterAll(() => made[Symbol.asyncDispose]())

test('a first start makes the database; a later one finds the data on the same port', async () => {
  await using folder = await temporaryFolder()
  const port = await (async () => {
    await using postgres = await start(folder.path)
    await query(postgres.url, 'create table kept as select 42 as answer')
    return postgres.port
  })()
  await using postgres = await start(folder.path)
  expect(postgres.port).toBe(port)
  expect(await query(postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

test('it listens on the loopback only, durably, and knows only passwords', async () => {
  await using postgres = await startPostgres({ dataDir: made.path, password: 'a password', log: () => {} })
  const settings = `select name, setting from pg_settings where name in
    ('listen_addresses', 'unix_socket_directories', 'fsync', 'synchronous_commit', 'full_page_writes') order by name`
  expect(await query(postgres.adminUrl, settings)).toEqual([
    { name: 'fsync', setting: 'on' },
    { name: 'full_page_writes', setting: 'on' },
    { name: 'listen_addresses', setting: '127.0.0.1' },
    { name: 'synchronous_commit', setting: 'on' },
    { name: 'unix_socket_directories', setting: '' },
  ])
  const methods = 'select distinct auth_method from pg_hba_file_rules'
  expect(await query(postgres.adminUrl, methods)).toEqual([{ auth_method: 'scram-sha-256' }])
  await expect(query(postgres.url.replace('a%20password', 'guess'), 'select')).rejects.toThrow(
    'password authentication',
  )
  expect((await readdir(join(made.path, 'postgres'))).sort()).toEqual(['cluster'])
})

test('its log says what went wrong, and nothing of what was sent', async () => {
  await using postgres = await start(made.path)
  await query(postgres.url, 'create table addresses (email text unique)')
  const insert = `insert into addresses values ('ada@example.com')`
  await query(postgres.url, insert)
  await expect(query(postgres.url, insert)).rejects.toThrow('addresses_email_key')
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  await expect(client.query('insert into addresses values ($1)', ['ada@example.com'])).rejects.toThrow('duplicate key')
  await client.end()
  const log = await readFile(join(made.path, 'logs', 'postgres.log'), 'utf8')
  expect(log).toContain('addresses_email_key')
  expect(log).not.toContain('ada@example.com')
})

test('the application owns its database and is nobody outside of it', async () => {
  await using postgres = await start(made.path)
  await query(postgres.url, 'create extension pg_trgm; create extension citext')
  await expect(query(postgres.url, "copy (select 1) to program 'true'")).rejects.toThrow('permission denied')
  await expect(query(postgres.url, "select pg_read_file('/etc/passwd')")).rejects.toThrow('permission denied')
})

test('after kill -9 of its starter the server is stopped and started again, with all that was committed', async () => {
  const orphan = await startAndKillStarter(made.path)
  await query(orphan.url, 'create table survived as select 42 as answer')
  const lines: string[] = []
  await using postgres = await start(made.path, { log: (line) => lines.push(line) })
  expect(postgres.pid).not.toBe(orphan.pid)
  expect(await query(postgres.url, 'select answer from survived')).toEqual([{ answer: 42 }])
  expect(lines).toEqual([expect.stringContaining(`process ${orphan.pid}`)])
})

test('after kill -9 of the server itself, with sessions still open, it starts again', async () => {
  const killed = await start(made.path)
  const session = new pg.Client({ connectionString: killed.url })
  session.on('error', () => {})
  await session.connect()
  process.kill(killed.pid, 'SIGKILL')
  expect(await killed.ended).toBe('signal SIGKILL')
  await using postgres = await start(made.path)
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test("a stale postmaster.pid that names somebody else's process harms neither", async () => {
  const pidFile = join(made.path, 'postgres', 'cluster', 'postmaster.pid')
  await writeFile(pidFile, `${process.pid}\n${made.path}\n0\n5432\n\n127.0.0.1\n\nready\n`)
  await using postgres = await start(made.path)
  expect(await readFile(pidFile, 'utf8')).toMatch(new RegExp(`^${postgres.pid}\n`))
})

test('an interrupted first start is begun anew', async () => {
  await using folder = await temporaryFolder()
  await mkdir(join(folder.path, 'postgres', 'cluster.new', 'base'), { recursive: true })
  await using postgres = await start(folder.path)
  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a database of another major version is refused and left alone', async () => {
  await using folder = await temporaryFolder()
  const cluster = join(folder.path, 'postgres', 'cluster')
  await mkdir(cluster, { recursive: true })
  await writeFile(join(cluster, 'PG_VERSION'), '17\n')
  await expect(start(folder.path)).rejects.toThrow(/was made by PostgreSQL 17, this is 18\..*DATABASE_URL/)
  expect(await readdir(cluster)).toEqual(['PG_VERSION'])
})

test('a password that is not that of the first start is refused in words, and nothing stays running', async () => {
  const refused = start(made.path, { password: 'another' })
  await expect(refused).rejects.toThrow(CannotStart)
  await expect(refused).rejects.toThrow('secrets.json')
  expect(await readdir(join(made.path, 'postgres', 'cluster'))).not.toContain('postmaster.pid')
})

test('a port that cannot be had is reported in the words of PostgreSQL', async () => {
  await using other = await temporaryFolder()
  await using postgres = await start(made.path)
  await expect(start(other.path, { port: postgres.port })).rejects.toThrow('Address already in use')
})

test.runIf(root)('as root it runs as an ordinary user, who owns all files of the database', async () => {
  await using postgres = await start(made.path)
  const { uid } = await stat(join(made.path, 'postgres', 'cluster'))
  expect(uid).not.toBe(0)
  expect((await stat(`/proc/${postgres.pid}`)).uid).toBe(uid)
})

test.runIf(root)('an ordinary user starts it without further ado, and root goes on with it', async () => {
  await using folder = await temporaryFolder()
  await chown(folder.path, NOBODY.uid, NOBODY.gid)
  const orphan = await startAndKillStarter(folder.path, NOBODY)
  await query(orphan.url, 'create table kept as select 42 as answer')
  expect((await stat(join(folder.path, 'postgres.json'))).uid).toBe(NOBODY.uid)
  await using postgres = await start(folder.path)
  expect(await query(postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }])
})

function start(dataDir: string, options: Partial<PostgresOptions> = {}) {
  return startPostgres({ dataDir, password: 'a password', log: () => {}, settings: { fsync: 'off' }, ...options })
}

async function startAndKillStarter(dataDir: string, account = {}): Promise<{ url: string; pid: number }> {
  const fixture = new URL('fixtures/start-and-wait.ts', import.meta.url)
  const starter = fork(fixture, [dataDir, 'a password'], account)
  const [started] = await once(starter, 'message')
  starter.kill('SIGKILL')
  await once(starter, 'exit')
  return started
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
