import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const foreigner = await signUp(server, 'eve@example.com')
const DAY_MS = 86_400_000
const TARGET = { inhale_ms: 4_000, hold_in_ms: 0, exhale_ms: 6_000, hold_out_ms: 0 }
const ago = (ms: number) => new Date(server.clock.nowMs() - ms).toISOString()
const done = (more: object = {}) => ({ started_at: ago(3_600_000), duration_seconds: 600, completed: true, ...more })
const put = (id: string, body: object = done(), member: string | undefined = cookies) =>
  server.request('PUT', `/api/meditation/paced/sessions/${id}`, { ...(member && { cookies: member }), body })

describe('PUT /api/meditation/paced/sessions/{id}', () => {
  test('200: it is in the history as free practice without a microphone, and counts in the progress', async () => {
    const id = randomUUID()
    const response = await put(id, done({ pattern: 'box', mood_after: 4, note: 'On a train.' }))
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({
      session_id: id,
      session_type: 'free_practice',
      pattern: 'box',
      target: { inhale_ms: 4_000, hold_in_ms: 4_000 },
      was_heard: false,
      store_breath: false,
      duration_seconds: 600,
      mood_after: 4,
      note: 'On a train.',
    })
    const { sessions } = (await server.request('GET', '/api/meditation/sessions', { cookies })).json()
    expect(sessions).toMatchObject([{ session_id: id, completed: true }])
    const progress = (await server.request('GET', '/api/meditation/progress', { cookies })).json()
    expect(progress).toMatchObject({ total_sessions: 1, total_minutes: 10 })
  })

  test('200: with a pattern of their own, and with none', async () => {
    const own = await put(randomUUID(), done({ pattern: 'own', target: TARGET }))
    expect(own.json()).toMatchObject({ pattern: 'own', target: TARGET })
    expect((await put(randomUUID())).json()).toMatchObject({ pattern: 'none', target: null })
  })

  test('200: told twice, and twice at once, it is one session, and the first telling counts', async () => {
    const id = randomUUID()
    const tellings = await Promise.all([put(id), put(id)])
    expect(tellings.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect((await put(id, done({ duration_seconds: 5 }))).json()).toMatchObject({ duration_seconds: 600 })
    const [row] = await server.db.query('', 'select count(*)::integer from meditation_sessions where id = $1', [id])
    expect(row).toEqual({ count: 1 })
  })

  test('400: an id that is none', async () => {
    expect((await put('mine')).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await put(randomUUID(), done(), '')).statusCode).toBe(401)
  })

  test('403: of a member who is not the one who is signed in by now; nothing is stored', async () => {
    const id = randomUUID()
    const { id: memberId } = (await server.request('GET', '/auth/me', { cookies })).json()
    const response = await put(id, done({ member_id: memberId }), foreigner)
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({ code: 'forbidden' })
    const rows = await server.db.query('', 'select from meditation_sessions where id = $1', [id])
    expect(rows).toEqual([])
  })

  test('404: an id that is the session of somebody else, which stays as it is', async () => {
    const id = randomUUID()
    await put(id)
    expect((await put(id, done({ note: 'mine' }), foreigner)).statusCode).toBe(404)
    const stats = await server.request('GET', `/api/meditation/sessions/${id}/stats`, { cookies })
    expect(stats.json()).toMatchObject({ note: null, duration_seconds: 600 })
  })

  test.each([
    ['that is not over', () => done({ started_at: ago(60_000) })],
    ['of 91 days ago', () => done({ started_at: ago(91 * DAY_MS) })],
    ['of no time', () => done({ duration_seconds: 0 })],
    ["by a pattern of the studio's, which may have changed", () => done({ pattern: 'studio' })],
    ['by a pattern of their own that is not told', () => done({ pattern: 'own' })],
    ['with a target beside a pattern that has one', () => done({ pattern: 'box', target: TARGET })],
    ['without a start', () => ({ duration_seconds: 60, completed: true })],
  ])('422: a session %s', async (_, body) => {
    expect((await put(randomUUID(), body())).statusCode).toBe(422)
  })
})
