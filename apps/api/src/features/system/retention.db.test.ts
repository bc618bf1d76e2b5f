import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { pgBossQueue } from '../../adapters/local/pg-boss-queue.ts'
import { openPool } from '../../db/database.ts'
import { verifyAudit } from '../../members/audit-chain.ts'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { KEPT_BECAUSE, RETENTION, RETENTION_CRON, retentionJob } from './retention.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const days = { streamSessions: 10, signIns: 20, addresses: 30, mails: 25, jobs: 30 }
const rounds = { uploads: vi.fn(async () => {}), views: vi.fn(async () => {}) }
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const clean = retentionJob({ db: server.db, clock: server.clock, log, days, rounds })
const run = () => clean({}, { signal: new AbortController().signal })

/** When something ended that many days ago. */
const daysAgo = (days: number) => new Date(server.clock.nowMs() - days * 86_400_000)
const idsIn = async (table: string) =>
  (await server.db.query<{ id: string }>('', `select id from ${table}`)).map(({ id }) => id)

describe('what is kept, and for how long', () => {
  test('is said of every table', async () => {
    const tables = await server.db.query<{ name: string }>(
      '',
      `select relname as name from pg_class
       where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`,
    )
    const said = [...Object.keys(RETENTION), ...Object.keys(KEPT_BECAUSE)]
    expect(said.toSorted()).toEqual(tables.map(({ name }) => name).toSorted())
  })

  test('plays: until so long after their last token ended', async () => {
    const item = await publish(server, { title: 'Ocean' })
    await signUp(server, 'ada@example.com')
    const [old, young, renewed] = [randomUUID(), randomUUID(), randomUUID()]
    const plays = [[old, 10.1, 10.1] as const, [young, 9.9, 9.9] as const, [renewed, 30, 9.9] as const]
    for (const [id, began, ended] of plays) {
      await server.db.query(
        '',
        `insert into stream_sessions (id, user_id, content_id, max_height, started_at, last_seen_at, expires_at)
         select $1, id, $2, 480, $3, $4, $4 from users`,
        [id, item, daysAgo(began), daysAgo(ended)],
      )
    }
    await run()
    expect((await idsIn('stream_sessions')).toSorted()).toEqual([young, renewed].toSorted())
  })

  test('sign-ins: until so long after they could be renewed last; those of today stay', async () => {
    const [current] = await idsIn('sign_ins')
    const [old, young] = [randomUUID(), randomUUID()]
    for (const [id, days] of [[old, 20.1] as const, [young, 19.9] as const]) {
      await server.db.query(
        '',
        `insert into sign_ins (id, sub, provider, last_seen_at, expires_at) values ($1, 'x', 'embedded', $2, $2)`,
        [id, daysAgo(days)],
      )
    }
    await run()
    expect((await idsIn('sign_ins')).toSorted()).toEqual([current ?? '', young].toSorted())
  })

  test('transcodes: until so long after they ended; one that waits is waited for', async () => {
    const item = await publish(server, { title: 'Rain' })
    const jobs = [
      ['completed', 30.1],
      ['failed', 30.1],
      ['queued', 300],
      ['completed', 29.9],
    ] as const
    for (const [state, days] of jobs) {
      await server.db.query(
        '',
        `insert into media_jobs (id, content_id, source_key, state, updated_at)
         values (gen_random_uuid(), $1, 'sources/x', $2, $3)`,
        [item, state, daysAgo(days)],
      )
    }
    await run()
    const left = await server.db.query('', 'select state from media_jobs order by state')
    expect(left).toEqual([{ state: 'completed' }, { state: 'queued' }])
  })

  test('mails: until so long after they were sent or given up; one that waits is waited for', async () => {
    const mails = [
      ['sent', 25.1],
      ['dead', 25.1],
      ['sent', 24.9],
    ] as const
    for (const [state, days] of mails) {
      await server.db.query(
        '',
        `insert into mails (cause_digest, kind, state, next_try_at, give_up_at, created_at, ended_at)
         values (uuid_send(gen_random_uuid()), 'password_changed', $1, $2, $2, $2, $2)`,
        [state, daysAgo(days)],
      )
    }
    await server.db.query(
      '',
      `insert into mails (cause_digest, kind, recipient, sealed, next_try_at, give_up_at, created_at)
       values ('x', 'password_changed', 'ada@example.com', 'x', $1, $1, $1)`,
      [daysAgo(300)],
    )
    await run()
    const left = await server.db.query('', 'select state from mails order by state')
    expect(left).toEqual([{ state: 'queued' }, { state: 'sent' }])
  })

  test('addresses of subscribers: whole for thirty days after the last mail, then of their network alone', async () => {
    for (const [email, address, days] of [
      ['old@example.com', '203.0.113.77', 30.1],
      ['old6@example.com', '2001:db8:1:2:3::77', 30.1],
      ['young@example.com', '203.0.113.77', 29.9],
    ] as const) {
      await server.db.query(
        '',
        `insert into newsletter_subscribers (email, status, client_ip, consent_at, subscribed_at, mailed_at)
         values ($1, 'active', $2, $3, $3, $3)`,
        [email, address, daysAgo(days)],
      )
    }
    await run()
    await run()
    const left = await server.db.query('', 'select client_ip::text as at from newsletter_subscribers order by email')
    expect(left).toEqual([{ at: '2001:db8:1::/48' }, { at: '203.0.113.0/24' }, { at: '203.0.113.77/32' }])
  })

  test('subscriptions that nobody confirmed: until so long after they were asked for', async () => {
    const insert = `insert into newsletter_subscribers (email, status, updated_at) values ($1, 'pending', $2)`
    await server.db.query('', insert, ['forgotten@example.com', daysAgo(30.1)])
    await server.db.query('', insert, ['waiting@example.com', daysAgo(29.9)])
    await run()
    const left = await server.db.query('', `select email from newsletter_subscribers where status = 'pending'`)
    expect(left).toEqual([{ email: 'waiting@example.com' }])
  })

  test('uploads and views go in the same job (each by its own test)', async () => {
    for (const round of Object.values(rounds)) round.mockClear()
    await run()
    for (const round of Object.values(rounds)) expect(round).toHaveBeenCalledOnce()
  })

  test('many go in small statements, and a worker that stops stops between two of them', async () => {
    const insert = `insert into sign_ins (id, sub, provider, last_seen_at, expires_at)
      select gen_random_uuid(), 'x', 'embedded', $1, $1 from generate_series(1, 2500)`
    await server.db.query('', insert, [daysAgo(40)])
    const stopping = new AbortController()
    const sizes: number[] = []
    const db = {
      query: async <Row extends object>(...[name, sql, params]: Parameters<typeof server.db.query>) => {
        const rows = await server.db.query<Row & { deleted: number }>(name, sql, params)
        if (name === 'members_delete_sign_ins') sizes.push(rows[0]?.deleted ?? 0)
        if (sizes.length === 2) stopping.abort()
        return rows as Row[]
      },
    }
    const stopped = retentionJob({ db, clock: server.clock, log, days, rounds })({}, { signal: stopping.signal })
    await expect(stopped).rejects.toThrow('aborted')
    expect(sizes).toEqual([1_000, 1_000])
    await run()
    expect((await idsIn('sign_ins')).length).toBe(2)
  })

  test('acts: for good, and their chain stays whole', async () => {
    const before = await server.db.query('', 'select 1 from audit_log')
    expect(before.length).toBeGreaterThan(0)
    server.clock.advance(20 * 365 * 86_400_000)
    await run()
    expect(await server.db.query('', 'select 1 from audit_log')).toHaveLength(before.length)
    expect(await verifyAudit(server.db, null)).toMatchObject({ intact: true })
  })
})

test('the queue deletes finished jobs by the same setting, and does the job of retention every hour', async () => {
  await using queue = await pgBossQueue(server.databaseUrl, { log: console, keepDays: 5 })
  await queue.schedule('retention', RETENTION_CRON)
  await using db = openPool(server.databaseUrl, { log: console })
  const queues = await db.query('', 'select name, deletion_seconds from pgboss.queue order by name')
  expect(queues.filter(({ name }) => !String(name).startsWith('__'))).toEqual([
    { name: 'retention', deletion_seconds: 5 * 86_400 },
    { name: 'take_upload', deletion_seconds: 5 * 86_400 },
    { name: 'transcode', deletion_seconds: 5 * 86_400 },
  ])
  expect(await db.query('', 'select name, cron from pgboss.schedule')).toEqual([
    { name: 'retention', cron: RETENTION_CRON },
  ])
})
