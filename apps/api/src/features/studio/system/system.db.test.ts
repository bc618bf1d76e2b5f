import { randomUUID } from 'node:crypto'
import { freePorts } from '@better-and-bliss/process/free-ports'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent, publish } from '../../../testing/catalogue-rows.ts'
import { signUp, signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { measureStorage } from './measure-storage.ts'
import { workerNotes } from './note-worker.ts'

const [nobody] = await freePorts(1)
const server = await testServer({
  ACCESS_TOKEN_EXPIRE_MINUTES: '3000',
  EDGE_URL: `http://127.0.0.1:${nobody}`,
})
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock, parts } = server

const admin = await signUpAs(server, 'premium', 'admin')
const moderator = await signUpAs(server, 'free', 'moderator')
const creator = await signUpAs(server, 'free', 'content_creator')
const ask = (path: string, cookies = admin) => server.request('GET', `/api/studio/${path}`, { cookies })

const item = await publish(server, { title: 'The Quiet Hour', heights: [720] })
const viewer = await signUp(server, 'viewer@example.com')
for (const cookies of [admin, viewer])
  expect((await server.request('GET', `/api/streaming/content/${item}/stream`, { cookies })).statusCode).toBe(200)
const job = (state: string, failure: string | null) =>
  db.query(
    '',
    `insert into media_jobs (id, content_id, source_key, state, failure, updated_at) values ($1, $2, 'x', $3, $4, $5)`,
    [randomUUID(), item, state, failure, new Date(clock.nowMs())],
  )
await job('queued', null)
await job('processing', null)
await job('queued', 'The disk is full')
await job('failed', 'The picture of this file cannot be decoded')

describe('GET /api/studio/system', () => {
  test('200: workers, those that are late, and those that ended; who was killed goes after a day', async () => {
    const worker = { db, clock, host: 'studio-1', version: '0.1.0' }
    await using living = workerNotes({ ...worker, id: randomUUID() })
    const killed = workerNotes({ ...worker, id: randomUUID(), host: 'studio-2' })
    {
      await using ended = workerNotes({ ...worker, id: randomUUID() })
      for (const notes of [living, killed, ended]) await notes.note()
    }
    clock.advance(31_000)
    await living.note()
    const { workers } = (await ask('system')).json()
    expect(workers).toHaveLength(2)
    expect(workers).toContainEqual(expect.objectContaining({ host: 'studio-1', version: '0.1.0', is_late: false }))
    expect(workers).toContainEqual(expect.objectContaining({ host: 'studio-2', is_late: true }))
    clock.advance(86_400_001)
    await living.note()
    expect((await ask('system')).json().workers).toMatchObject([{ host: 'studio-1' }])
    clock.advance(-86_431_001)
  })

  test('200: what waits, runs, failed and is tried again, of each kind, with the cause', async () => {
    const { queues } = (await ask('system')).json()
    expect(queues).toContainEqual({
      kind: 'conversions',
      waiting: 1,
      running: 1,
      retrying: 1,
      failed: 1,
      cause: expect.stringMatching(/disk|decoded/),
    })
    expect(queues.map(({ kind }: { kind: string }) => kind)).toEqual(['conversions', 'mails', 'exports', 'deletions'])
  })

  test('200: dependencies, versions, what plays, and what is stored once a worker has measured it', async () => {
    const before = (await ask('system')).json()
    expect(before).toMatchObject({
      dependencies: [{ name: 'database', status: 'ok' }, { name: 'mail' }],
      versions: { api: parts.version, node: process.versions.node, postgres: expect.any(String) },
      viewers_now: 2,
      streams_now: 2,
      storage: null,
    })
    expect(before.versions.migration).toMatch(/^\d{4}_/)
    const usage = { objects: 42, bytes: 5_000_000_000 }
    let measured = 0
    const store = { ...parts.personalData.store, usage: async () => ({ ...usage, objects: 41 + ++measured }) }
    await measureStorage({ db, store, settings: { store: { kind: 's3' } }, clock })
    await measureStorage({ db, store, settings: { store: { kind: 's3' } }, clock })
    const at = new Date(clock.nowMs()).toISOString()
    expect((await ask('system')).json().storage).toEqual({ ...usage, measured_at: at })
  })

  test('401: without a session', async () => expect((await ask('system', '')).statusCode).toBe(401))
  test('403: for whoever looks after members', async () =>
    expect((await ask('system', moderator)).statusCode).toBe(403))
})

describe('GET /api/studio/system/doctor', () => {
  test('200: what somebody should know, and what is wrong, by the same checks as the command, what is wrong first', async () => {
    const { findings } = (await ask('system/doctor')).json()
    expect(findings).toContainEqual({
      kind: 'advice',
      says: 'The studio may be used from anywhere.',
      remedy: expect.stringContaining('ADMIN_ALLOWED_IPS'),
    })
    expect(findings[0]).toMatchObject({ kind: 'wrong' })
    expect(findings).toContainEqual(
      expect.objectContaining({
        kind: 'wrong',
        says: expect.stringMatching(/^Media edge: \S+ is not reached from here/),
      }),
    )
  })

  test('401: without a session', async () => expect((await ask('system/doctor', '')).statusCode).toBe(401))
  test('403: for whoever makes items', async () => expect((await ask('system/doctor', creator)).statusCode).toBe(403))
})

describe('GET /api/studio/overview', () => {
  test('200: today, for each as much as their pages show', async () => {
    const day = new Date(clock.nowMs()).toISOString().slice(0, 10)
    await db.query(
      '',
      'insert into view_platform_days (day, views, viewers, watch_seconds, reached_end) values ($1, 9, 8, 754, 1)',
      [day],
    )
    await insertContent(db, { title: 'Draft', status: 'draft' })
    await db.query('', `update users set created_at = $1::date - 1 where email = 'viewer@example.com'`, [day])
    await db.query(
      '',
      `update users set created_at = $1::date + interval '1 minute' where email <> 'viewer@example.com'`,
      [day],
    )
    const figures = { viewers_now: 2, minutes_today: 13, new_members_today: 3, failed_jobs: 1 }
    expect((await ask('overview')).json()).toEqual(figures)
    expect((await ask('overview', moderator)).json()).toEqual({ ...figures, minutes_today: null, failed_jobs: null })
    expect((await ask('overview', creator)).json()).toEqual({
      ...figures,
      viewers_now: null,
      new_members_today: null,
      failed_jobs: 0,
    })
    await db.query(
      '',
      `update content set owner_id = (select id from users where role = 'content_creator') where id = $1`,
      [item],
    )
    expect((await ask('overview', creator)).json()).toMatchObject({ failed_jobs: 1 })
  })

  test('401: without a session', async () => expect((await ask('overview', '')).statusCode).toBe(401))
  test('403: for members', async () => expect((await ask('overview', viewer)).statusCode).toBe(403))
})
