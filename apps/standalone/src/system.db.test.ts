import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, test, vi } from 'vitest'
import { parseConfig } from './config.ts'
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

async function systemIn(dataDir: string, entries: Partial<Record<Role, URL>> = {}) {
  const shown: string[] = []
  const complaint = Promise.withResolvers<string>()
  const say = (text: string) => {
    shown.push(text)
    complaint.resolve(text)
  }
  const config = parseConfig({ DATA_DIR: dataDir })
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
