import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { buildServer } from '../../server.ts'
import { signUp } from '../../testing/members.ts'
import { breathing, insertPhases, insertStream, startSession } from '../../testing/practice-rows.ts'
import { requester, secondServer, testServer } from '../../testing/test-server.ts'
import { closeAbandoned } from './close-abandoned.ts'

/** Much time passes in here; the sign-in outlives it. */
const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '10000' })
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const foreigner = await signUp(server, 'eve@example.com')
const urlOf = (id: string) => `/api/meditation/sessions/${id}/complete`
const complete = (id: string, body?: object, member = cookies) =>
  server.request('POST', urlOf(id), { ...(body && { body }), cookies: member })

const METRICS = {
  total_breaths: 42,
  breaths_per_minute: 6.1,
  avg_breath_duration: 9.84,
  breath_consistency_score: 0.87,
  inhale_exhale_ratio: 0.66,
  quality_score: 0.81,
}
const { breaths_per_minute: _, ...KEPT } = METRICS
const NOTHING_HEARD = {
  was_heard: false,
  total_breaths: 0,
  avg_breath_duration: null,
  breath_consistency_score: null,
  inhale_exhale_ratio: null,
  quality_score: null,
}

/** Of how it was for the member. */
const NOTHING_SAID = { mood_before: null, mood_after: null, note: null }

describe('POST /api/meditation/sessions/{id}/complete', () => {
  test('200: the server measures the time, to the second', async () => {
    const id = await startSession(server, cookies)
    const startedAt = new Date(server.clock.nowMs()).toISOString()
    server.clock.advance(95_400)
    const response = await complete(id)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      session_id: id,
      session_type: 'free_practice',
      content: null,
      pattern: 'none',
      pattern_name: null,
      target: null,
      started_at: startedAt,
      store_breath: true,
      ended_at: new Date(server.clock.nowMs()).toISOString(),
      duration_seconds: 95,
      completed: true,
      ...NOTHING_SAID,
      ...NOTHING_HEARD,
    })
  })

  test.each([
    [0, 100],
    [30, 70],
    [100, 0],
    [5_000_000_000, 0],
  ])('200: a pause of %i s shortens 100 s to %i s, never below nothing', async (paused_seconds, expected) => {
    const id = await startSession(server, cookies)
    server.clock.advance(100_000)
    expect((await complete(id, { paused_seconds })).json().duration_seconds).toBe(expected)
  })

  test('200: what the live stream counted becomes the numbers of the session', async () => {
    const id = await startSession(server, cookies)
    await insertStream(server.db, id, METRICS)
    expect((await complete(id)).json()).toMatchObject(KEPT)
  })

  test.each([
    ['no stream', async () => {}],
    ['a stream that counted nothing', (id: string) => insertStream(server.db, id, null)],
    ['a stream that counted nonsense', (id: string) => insertStream(server.db, id, { total_breaths: -1 })],
  ])('200: with %s, the stored phases are counted', async (_, prepare) => {
    const id = await startSession(server, cookies)
    await insertPhases(server.db, id, breathing(6))
    await prepare(id)
    expect((await complete(id)).json()).toMatchObject({
      total_breaths: 6,
      avg_breath_duration: 10,
      breath_consistency_score: 1,
      inhale_exhale_ratio: 0.67,
      quality_score: null,
    })
  })

  test('200: phases of an earlier stream, which was lost with all it had counted, count with those of the last one', async () => {
    const id = await startSession(server, cookies)
    await insertPhases(server.db, id, breathing(8))
    await insertStream(server.db, id, { ...METRICS, total_breaths: 2 })
    await server.db.query(
      '',
      `update breath_streams b set clock_origin = s.started_at + interval '90 s'
       from meditation_sessions s where s.id = b.session_id and s.id = $1`,
      [id],
    )
    const later = breathing(2).map(([type, fromMs, durationMs, breath]) => [type, fromMs + 90_000, durationMs, breath])
    await insertPhases(server.db, id, later as ReturnType<typeof breathing>)
    expect((await complete(id)).json()).toMatchObject({ total_breaths: 10, avg_breath_duration: 10 })
  })

  test('200: what a live stream needed to go on is gone with the end', async () => {
    const id = await startSession(server, cookies)
    await insertStream(server.db, id, METRICS)
    await complete(id)
    expect(await server.db.query('', 'select from breath_streams where session_id = $1', [id])).toEqual([])
  })

  test('200: of a session that may keep nothing of the breath, only minutes are kept', async () => {
    const id = await startSession(server, cookies, { store_breath: false })
    await insertStream(server.db, id, METRICS)
    server.clock.advance(60_000)
    expect((await complete(id)).json()).toMatchObject({ duration_seconds: 60, store_breath: false, ...NOTHING_HEARD })
  })

  test('200: a live stream finishes first, and what it detected last is counted', async () => {
    const finishLive = (id: string) => insertStream(server.db, id, METRICS)
    const app = await buildServer({ ...server.parts, meditation: { ...server.parts.meditation, finishLive } })
    const id = await startSession(server, cookies)
    const response = await requester(app, server.contract)('POST', urlOf(id), { cookies })
    await app.close()
    expect(response.json()).toMatchObject(KEPT)
  })

  test('200: asked again, it answers the same, whatever has passed and been said since', async () => {
    const id = await startSession(server, cookies)
    server.clock.advance(60_000)
    const first = (await complete(id)).json()
    await insertStream(server.db, id, METRICS)
    server.clock.advance(60_000)
    expect((await complete(id, { paused_seconds: 10 })).json()).toEqual(first)
  })

  test('200: ten at once, of two processes, are one', async () => {
    await using second = await secondServer(server)
    const id = await startSession(server, cookies)
    await insertStream(server.db, id, METRICS)
    server.clock.advance(60_000)
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? server : second).request('POST', urlOf(id), { cookies, body: { paused_seconds: index } }),
      ),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers[0]?.json()).toMatchObject({ completed: true, ...KEPT })
  })

  test.each([
    ['when it was over by the device', 40, 10, 30],
    ['now, where the device says later', 80_000, 0, 60],
  ])('200: told with a length, it ended %s', async (_, elapsed_seconds, paused_seconds, duration_seconds) => {
    const id = await startSession(server, cookies)
    server.clock.advance(60_000)
    expect((await complete(id, { elapsed_seconds, paused_seconds })).json()).toMatchObject({
      duration_seconds,
      completed: true,
    })
  })

  test('200: one that was closed because its member was out of reach is lengthened to what the device measured, once', async () => {
    const id = await startSession(server, cookies)
    await server.request('POST', `/api/meditation/sessions/${id}/leave`, { cookies })
    server.clock.advance(300_000)
    expect(await closeAbandoned(server)).toBe(1)
    expect((await complete(id)).json()).toMatchObject({ duration_seconds: 0, completed: false })
    const told = (await complete(id, { elapsed_seconds: 200, paused_seconds: 20 })).json()
    expect(told).toMatchObject({ duration_seconds: 180, completed: true })
    expect((await complete(id, { elapsed_seconds: 300 })).json()).toEqual(told)
  })

  test('200: a session that the device told whole keeps its length', async () => {
    const id = randomUUID()
    const started_at = new Date(server.clock.nowMs() - 600_000).toISOString()
    const body = { started_at, duration_seconds: 60, completed: false }
    await server.request('PUT', `/api/meditation/timer/sessions/${id}`, { cookies, body })
    expect((await complete(id, { elapsed_seconds: 600 })).json()).toMatchObject({
      duration_seconds: 60,
      completed: false,
    })
  })

  test('401: nobody', async () => {
    expect((await server.request('POST', urlOf(randomUUID()))).statusCode).toBe(401)
  })

  test('403: a foreign page', async () => {
    const id = await startSession(server, cookies)
    const headers = { origin: 'https://evil.example' }
    expect((await server.request('POST', urlOf(id), { cookies, headers })).statusCode).toBe(403)
  })

  test("404: somebody else's session, which stays as it is, and one that never was", async () => {
    const id = await startSession(server, cookies)
    const foreign = await complete(id, undefined, foreigner)
    const unknown = await complete(randomUUID())
    for (const response of [foreign, unknown]) {
      expect(response.statusCode).toBe(404)
      expect(response.json().detail).toBe('Session not found')
    }
    const [row] = await server.db.query('', 'select ended_at from meditation_sessions where id = $1', [id])
    expect(row).toEqual({ ended_at: null })
  })

  test('400: an id that is none', async () => {
    expect((await complete('today')).statusCode).toBe(400)
  })

  test.each([-1, 0.5, '10', null])('422: a pause of %j', async (paused_seconds) => {
    const id = await startSession(server, cookies)
    expect((await complete(id, { paused_seconds })).statusCode).toBe(422)
  })

  test.each([-1, 0.5, '10', 86_401])('422: a length of %j', async (elapsed_seconds) => {
    const id = await startSession(server, cookies)
    expect((await complete(id, { elapsed_seconds })).statusCode).toBe(422)
  })
})
