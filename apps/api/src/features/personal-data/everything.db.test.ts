import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test, vi } from 'vitest'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { verifyAudit } from '../../members/audit-chain.ts'
import { mailsTo } from '../../testing/mails.ts'
import { PASSWORD, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { csvOf } from '../meditation/export-csv.ts'
import { jsonOf } from '../meditation/export-json.ts'
import { forgetSubscriber } from '../newsletter/forget-subscriber.ts'
import { deleteMembers } from './delete-members.ts'
import { exportKey } from './export-key.ts'
import { EXPORTED, EXPORTED_OTHERWISE, NOT_EXPORTED } from './member-tables.ts'
import { removeExports } from './remove-exports.ts'
import { fullMember as fullMemberOn, type Person, tablesWith as tablesIn } from './testing/full-member.ts'
import { unzip } from './testing/unzip.ts'
import { writeExports } from './write-exports.ts'

const folder = await mkdtemp(join(tmpdir(), 'everything-'))
const server = await testServer({ MEDIA_DIR: join(folder, 'media') })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})
const { db, clock } = server
const { store } = server.parts.personalData
const { identity, sendLater } = server.parts.auth

const DAY_MS = 86_400_000
const fullMember = (nick: string) => fullMemberOn(server, nick)
const tablesWith = (trace: string) => tablesIn(db, trace)
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const parts = {
  db: server.parts.personalData.db,
  store,
  clock,
  log,
  sendLater,
  openIdentity: async () => identity,
  forgetSubscriber: (tx: Database, email: string) => forgetSubscriber(tx, server.parts.newsletter, email),
  workDir: join(folder, 'work'),
  practice: { json: jsonOf, csv: csvOf },
  frontendUrl: 'http://web.example',
}

async function exportOf(person: Person): Promise<Map<string, string>> {
  await server.request('POST', '/auth/export', { cookies: person.cookies })
  await writeExports(parts)
  const { download_url } = (await server.request('GET', '/auth/export', { cookies: person.cookies })).json()
  const { rawPayload } = await server.request('GET', new URL(download_url).pathname, { cookies: person.cookies })
  return unzip(rawPayload)
}

describe('an export', () => {
  test('speaks of every table and of every column', async () => {
    const columns = await db.query<{ table: string; column: string }>(
      '',
      `select table_name as table, column_name as column from information_schema.columns where table_schema = 'public'
         and not (select relispartition from pg_class where oid = table_name::regclass)`,
    )
    const actual = Object.groupBy(columns, ({ table }) => table)
    const exported = Object.values(EXPORTED).map(({ rows, without }) => ({ rows, without }))
    const said = [...exported.map(({ rows }) => rows.table), ...Object.keys({ ...EXPORTED_OTHERWISE, ...NOT_EXPORTED })]
    expect(said.toSorted()).toEqual(Object.keys(actual).toSorted())
    for (const { rows, without } of exported) {
      const named = [...rows.columns, ...Object.keys(without)]
      expect(named.toSorted(), rows.table).toEqual(actual[rows.table]?.map(({ column }) => column).toSorted())
    }
  })

  test('has all that is theirs, as JSON and as CSV, breath included, and nothing of anybody else', async () => {
    const [ada, eve] = [await fullMember('ada'), await fullMember('eve')]
    const files = await exportOf(ada)
    const names = [...Object.keys(EXPORTED), 'practice'].flatMap((name) => [`${name}.json`, `${name}.csv`])
    expect([...files.keys()].toSorted()).toEqual([...names, 'README.txt', 'account.json'].toSorted())
    const jsonFiles = [...files].filter(([name]) => name.endsWith('.json'))
    const parsed = Object.fromEntries(jsonFiles.map(([name, content]) => [name, JSON.parse(content)]))
    expect(parsed['profile.json']).toMatchObject([{ email: ada.email, cognito_sub: ada.sub, display_name: ada.name }])
    expect(parsed['account.json']).toMatchObject({ email: ada.email })
    expect(parsed['sign_ins.json']).toContainEqual(expect.objectContaining({ country: 'CH', method: 'password' }))
    expect(parsed['plays.json']).toHaveLength(1)
    expect(parsed['views.json']).toMatchObject([{ session_id: 'ada-view', watch_duration: 60 }])
    expect(parsed['newsletter.json']).toMatchObject([{ email: ada.email }])
    expect(parsed['acts.json']).toContainEqual(expect.objectContaining({ action: 'account.export_requested' }))
    const [, finished] = parsed['practice.json']
    expect(finished.events).toHaveLength(6)
    expect(files.get('practice.csv')?.split('\r\n')).toHaveLength(1 + 1 + 6 + 1)
    for (const name of Object.keys(EXPORTED)) {
      expect(files.get(`${name}.csv`)?.trimEnd().split('\r\n').length, name).toBeGreaterThan(
        parsed[`${name}.json`].length,
      )
    }
    const all = [...files.values()].join('\n')
    for (const trace of [...eve.traces, eve.sub]) expect(all).not.toContain(trace)
    expect(all).not.toMatch(/argon2|password_hash/)
  })

  test('is announced by a mail that leads to a page, never to the file; its file is private and leaves no trace', async () => {
    const bob = await fullMember('bob')
    await server.request('POST', '/auth/export', { cookies: bob.cookies })
    await writeExports(parts)
    const mails = await mailsTo(server, bob.email)
    const untilMs = clock.nowMs() + DAY_MS
    expect(mails).toContainEqual({ kind: 'export_ready', link: 'http://web.example/profile#export', untilMs })
    expect(await readdir(parts.workDir)).toEqual([])
    clock.advance(DAY_MS + 1)
    const keys = async () => (await store.list('exports/')).keys
    expect(await keys()).toHaveLength(1)
    await removeExports(parts)
    expect(await keys()).toEqual([])
  })

  test('is written once more after what it needs was away, and after its worker was killed', async () => {
    const cookies = await signUp(server, 'retried@example.com')
    await server.request('POST', '/auth/export', { cookies })
    const status = async () => (await server.request('GET', '/auth/export', { cookies })).json().status
    const away = { ...parts, openIdentity: () => Promise.reject(new AppError('unavailable', 'away')) }
    await writeExports(away)
    expect(await status()).toBe('preparing')
    clock.advance(5_000)
    // As a worker that is killed leaves it.
    await db.query('', `update data_exports set attempts = attempts + 1, next_try_at = $1 where state = 'queued'`, [
      new Date(clock.nowMs() + 600_000),
    ])
    await writeExports(parts)
    expect(await status()).toBe('preparing')
    clock.advance(600_000)
    await Promise.all([writeExports(parts), writeExports(parts)])
    expect(await status()).toBe('ready')
  })

  test('that breaks off in the middle of a file is put off, and leaves nothing half', async () => {
    const cookies = await signUp(server, 'halfway@example.com')
    await server.request('POST', '/auth/export', { cookies })
    async function* broken() {
      yield '['
      throw new AppError('unavailable', 'The database does not answer')
    }
    await writeExports({ ...parts, practice: { ...parts.practice, json: broken } })
    expect((await server.request('GET', '/auth/export', { cookies })).json().status).toBe('preparing')
    expect(await readdir(parts.workDir)).toEqual([])
  })

  test('of a file that is on its way while another worker looks is not removed', async () => {
    const cookies = await signUp(server, 'onitsway@example.com')
    await server.request('POST', '/auth/export', { cookies })
    const [row] = await db.query<{ id: string }>('', `select id from data_exports where state = 'queued'`)
    await store.put(exportKey(row?.id ?? ''), Buffer.from('x'))
    await store.put(exportKey(randomUUID()), Buffer.from('nobody’s'))
    await removeExports(parts)
    expect(await store.head(exportKey(row?.id ?? ''))).not.toBeNull()
    expect((await store.list('exports/')).keys).toContain(exportKey(row?.id ?? ''))
  })
})

describe('a member who asked for the end of the account', () => {
  const ask = (cookies: string) => server.request('DELETE', '/auth/account', { cookies, body: { password: PASSWORD } })
  const login = (email: string) => server.request('POST', '/auth/login', { body: { email, password: PASSWORD } })
  const left = (email: string) => db.query('', 'select status from users where email = $1', [email])

  test('is there for seven days, and for good if they keep it', async () => {
    const [cookies, keeper] = [await signUp(server, 'stays@example.com'), await signUp(server, 'keeps@example.com')]
    await ask(cookies)
    await ask(keeper)
    clock.advance(7 * DAY_MS - 1)
    await deleteMembers(parts)
    expect((await login('stays@example.com')).statusCode).toBe(200)
    const back = (await login('keeps@example.com')).cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
    await server.request('POST', '/auth/account/keep', { cookies: back })
    clock.advance(1)
    await deleteMembers(parts)
    expect(await left('stays@example.com')).toEqual([])
    expect(await left('keeps@example.com')).toEqual([{ status: 'active' }])
  })

  test('is gone then from every table but for an id that says nothing, and gets a receipt', async () => {
    const [gone, other] = [await fullMember('gone'), await fullMember('other')]
    await exportOf(other)
    await server.request('POST', '/auth/export', { cookies: gone.cookies })
    await writeExports(parts)
    const before = await Promise.all(gone.traces.map(tablesWith))
    expect(before.every((tables) => tables.length > 0)).toBe(true)
    await ask(gone.cookies)
    clock.advance(7 * DAY_MS)
    await deleteMembers(parts)
    await removeExports(parts)
    expect(await mailsTo(server, gone.email)).toEqual([{ kind: 'account_deleted' }])
    // As the worker leaves mails that were sent, or are too old, as the code to the new address is.
    await db.query('', `update mails set state = 'sent', recipient = null, sealed = null, ended_at = now()`)
    expect(await Promise.all(gone.traces.map(tablesWith))).toEqual(gone.traces.map(() => []))
    const byId = ['audit_log', 'deleted_members', 'revocations', 'sign_ins']
    expect(await tablesWith(gone.sub)).toEqual(byId)
    const { hashEmail } = server.parts.newsletter
    const suppressed = await db.query('', 'select reason from newsletter_suppressions where email_hash = $1', [
      hashEmail(gone.email),
    ])
    expect(suppressed).toEqual([{ reason: 'deleted' }])
    const signIns = await db.query('', 'select device, country from sign_ins where sub = $1', [gone.sub])
    expect(new Set(signIns.map((row) => JSON.stringify(row)))).toEqual(new Set(['{"device":null,"country":null}']))
    expect((await store.list('exports/')).keys.length).toBeLessThan(3)
    expect((await login(gone.email)).statusCode).toBe(401)
    for (const trace of other.traces) expect((await tablesWith(trace)).length).toBeGreaterThan(0)
    expect(await verifyAudit(db, null)).toMatchObject({ intact: true })
  })

  test('is deleted however often it breaks off, once, and cannot be kept by halves', async () => {
    const email = 'broken@example.com'
    await ask(await signUp(server, email))
    clock.advance(7 * DAY_MS)
    const away = {
      ...parts,
      openIdentity: async () => ({ delete: () => Promise.reject(new AppError('unavailable', 'away')) }),
    }
    await deleteMembers(away)
    expect(await left(email)).toEqual([{ status: 'deleted' }])
    expect((await login(email)).statusCode).toBe(401)
    await Promise.all([deleteMembers(parts), deleteMembers(parts)])
    await deleteMembers(parts)
    expect(await left(email)).toEqual([])
    expect(await mailsTo(server, email)).toEqual([{ kind: 'account_deleted' }])
    const acts = await db.query('', `select 1 from audit_log where action = 'account.deleted'`)
    const gone = await db.query('', 'select 1 from deleted_members')
    expect(acts).toHaveLength(gone.length)
  })
})
