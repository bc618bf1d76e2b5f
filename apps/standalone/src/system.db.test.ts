import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { readConfig } from './config.ts'
import { openRoleLogs } from './role-log.ts'
import { ENTRIES, type Role } from './roles.ts'
import { loadSecrets } from './secrets.ts'
import { startSystem } from './system.ts'
import { temporaryFolder } from './testing/temporary-folder.ts'

// Databases are made here: seconds on a busy machine.
vi.setConfig({ testTimeout: 30_000 })

const POLITE = new URL('fixtures/polite.mjs', import.meta.url)
const BROKEN = new URL('fixtures/broken.mjs', import.meta.url)

test('everything starts, the accounts exist, and a later start finds it all again', async () => {
  await using folder = await temporaryFolder()
  const first = await systemIn(folder.path)
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
  expect(await readFile(join(folder.path, 'logs', 'api.log'), 'utf8')).toContain('at work')
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
  const { system, shown } = await systemIn(folder.path, { edge: BROKEN })
  await expect(system.started).rejects.toThrow(`The edge did not start (exit code 1)`)
  await system.stop(5_000)
  expect(shown).toContain('edge: STREAMING_SECRET_KEY is required')
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

async function systemIn(dataDir: string, entries: Partial<Record<Role, URL>> = {}) {
  const shown: string[] = []
  const complaint = Promise.withResolvers<string>()
  const say = (text: string) => {
    shown.push(text)
    complaint.resolve(text)
  }
  const config = readConfig({ variables: { DATA_DIR: dataDir }, resolvePath: (path) => path })
  const system = startSystem({
    config,
    secrets: await loadSecrets(dataDir, {}, randomBytes),
    entries: { ...ENTRIES, api: POLITE, worker: POLITE, edge: POLITE, web: POLITE, ...entries },
    logs: await openRoleLogs(dataDir, say),
    terminal: { say, progress: say, settle: say },
  })
  return { system, shown, complaint: complaint.promise }
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
