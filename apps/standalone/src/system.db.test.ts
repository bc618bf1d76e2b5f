import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freshDatabase } from '@better-and-bliss/api/testing'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { readConfig } from './config.ts'
import { openRoleLogs } from './role-log.ts'
import { ENTRIES, type Role } from './roles.ts'
import { loadSecrets } from './secrets.ts'
import { startSystem } from './system.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

const POLITE = new URL('fixtures/polite.mjs', import.meta.url)
const BROKEN = new URL('fixtures/broken.mjs', import.meta.url)
const SILENT = new URL('fixtures/silent.mjs', import.meta.url)
const FAREWELL = new URL('fixtures/farewell.mjs', import.meta.url)

test('everything starts, the accounts exist, and a later start finds it all again', async () => {
  await using folder = await temporaryFolder()
  const first = await systemIn(folder.path, { entries: { worker: FAREWELL } })
  const url = await first.system.started
  const people = 'select email, role, subscription_tier as tier from users order by email'
  const members = await query(url, people)
  expect(members).toHaveLength(4)
  expect(members[0]).toEqual({ email: 'admin@betterandbliss.local', role: 'admin', tier: 'premium' })
  await first.system.stop(5_000)
  await expect(query(url, 'select')).rejects.toThrow('ECONNREFUSED')

  const second = await systemIn(folder.path)
  expect(await second.system.started).toBe(url)
  expect(await query(url, people)).toEqual(members)
  await second.system.stop(5_000)
  expect([...first.shown, ...second.shown]).toEqual([])
  expect(await logOf('api', folder.path)).toContain('at work')
  // The processes end before the database that they use.
  expect(await logOf('worker', folder.path)).toContain('the database answers')
})

test('a database server that is killed comes back where it was', async () => {
  await using folder = await temporaryFolder()
  const { system, complaint } = await systemIn(folder.path)
  const url = await system.started
  const [line = ''] = (await readFile(join(folder.path, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')
  process.kill(Number(line), 'SIGKILL')
  expect(await complaint).toBe('The database ended unexpectedly (signal SIGKILL); starting it again')
  await system.stop(5_000)
  const again = await systemIn(folder.path)
  expect(await again.system.started).toBe(url)
  await again.system.stop(5_000)
})

test.runIf(mayMount())(
  'on a full disk the database is tried until there is room; the rest goes on, and the reason is said',
  async () => {
    await using folder = await temporaryFolder()
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=120m,mode=711', 'tmpfs', folder.path])
    await using stack = new AsyncDisposableStack()
    stack.defer(() => void execFileSync('umount', ['--lazy', folder.path]))
    const { system, shown } = await systemIn(folder.path)
    stack.defer(() => system.stop(5_000))
    const url = await system.started
    const [line = ''] = (await readFile(join(folder.path, 'postgres', 'cluster', 'postmaster.pid'), 'utf8')).split('\n')
    const ballast = join(folder.path, 'ballast')
    await expect(writeFile(ballast, Buffer.alloc(120 * 1024 * 1024))).rejects.toThrow('ENOSPC')
    process.kill(Number(line), 'SIGKILL')
    const complaints = () => shown.filter((text) => text.startsWith('The database ended unexpectedly'))
    await vi.waitUntil(() => complaints().length >= 3, { timeout: 20_000 })
    expect(complaints().at(-1)).toMatch(/The disk is full: 0 MB left at /)
    await rm(ballast)
    await vi.waitUntil(() => shown.includes('The database runs again'), { timeout: 20_000 })
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }])
    // Nothing else has ended meanwhile.
    expect(shown.filter((text) => /^The (api|worker|edge|web) ended/.test(text))).toEqual([])
  },
)

test('a part that cannot start stops the start, in words', async () => {
  await using folder = await temporaryFolder()
  const { system, shown } = await systemIn(folder.path, { entries: { edge: BROKEN } })
  await expect(system.started).rejects.toThrow(`The edge did not start (exit code 1)`)
  await system.stop(5_000)
  expect(shown).toContain('edge: STREAMING_SECRET_KEY is required')
})

test('the edge waits for the API, which it asks what was revoked; nothing else does', async () => {
  await using folder = await temporaryFolder()
  await using database = await freshDatabase()
  const { system } = await systemIn(folder.path, { databaseUrl: database.url, entries: { api: SILENT } })
  for (const role of ['web', 'worker'] as const) {
    await vi.waitUntil(async () => (await logOf(role, folder.path)).includes('at work'), { timeout: 20_000 })
  }
  expect(await logOf('edge', folder.path)).toBe('')
  await system.stop(5_000)
  await expect(system.started).rejects.toThrow()
  expect(await logOf('edge', folder.path)).toBe('')
})

test('with a database of DATABASE_URL none is made, and that one is left running', async () => {
  await using folder = await temporaryFolder()
  await using database = await freshDatabase()
  const { system, shown } = await systemIn(folder.path, { databaseUrl: database.url })
  expect(await system.started).toBe(database.url)
  expect(await query(database.url, 'select from users')).toHaveLength(4)
  await system.stop(5_000)
  expect(await query(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  expect((await readdir(folder.path)).sort()).toEqual(['accounts.json', 'logs', 'secrets.json'])
  expect(shown).toEqual([])
})

test('a demo catalogue that could not be made stops nothing, and its log is named', async () => {
  await using folder = await temporaryFolder()
  await using database = await freshDatabase()
  const { system, shown } = await systemIn(folder.path, { databaseUrl: database.url, entries: { demo: BROKEN } })
  await system.makeDemo(await system.started)
  expect(shown.at(-1)).toBe(
    `The demo catalogue is not complete (exit code 1). Its log: ${join(folder.path, 'logs', 'demo.log')}`,
  )
  expect(shown.filter((text) => text.includes('unexpectedly'))).toEqual([])
  await system.stop(5_000)
})

test('a stop during the start leaves nothing behind', async () => {
  await using folder = await temporaryFolder()
  const { system } = await systemIn(folder.path)
  await system.stop(5_000)
  await expect(system.started).rejects.toThrow()
  await expect(readFile(join(folder.path, 'postgres', 'cluster', 'postmaster.pid'))).rejects.toThrow('ENOENT')
})

/** Root in most containers may not. */
function mayMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

interface Choices {
  entries?: Partial<Record<Role, URL>>
  /** Of a database that runs already. */
  databaseUrl?: string
}

async function systemIn(dataDir: string, { entries = {}, databaseUrl }: Choices = {}) {
  const shown: string[] = []
  const complaint = Promise.withResolvers<string>()
  const say = (text: string) => {
    shown.push(text)
    complaint.resolve(text)
  }
  const variables = { DATA_DIR: dataDir, ...(databaseUrl && { DATABASE_URL: databaseUrl }) }
  const config = readConfig({ variables, resolvePath: (path) => path })
  const system = startSystem({
    config,
    outboxPort: null,
    standIn: null,
    secrets: await loadSecrets(dataDir, {}, randomBytes),
    entries: { ...ENTRIES, api: POLITE, worker: POLITE, edge: POLITE, web: POLITE, ...entries },
    logs: await openRoleLogs(dataDir, say),
    terminal: { say, progress: say, settle: say },
  })
  return { system, shown, complaint: complaint.promise }
}

function logOf(role: Role, dataDir: string): Promise<string> {
  return readFile(join(dataDir, 'logs', `${role}.log`), 'utf8')
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  try {
    await client.connect()
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
