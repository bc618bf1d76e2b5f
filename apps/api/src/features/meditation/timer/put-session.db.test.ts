import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const foreigner = await signUp(server, 'eve@example.com')
const DAY_MS = 86_400_000
const ago = (ms: number) => new Date(server.clock.nowMs() - ms).toISOString()
const sat = (more: object = {}) => ({ started_at: ago(3_600_000), duration_seconds: 1_200, completed: true, ...more })
const put = (id: string, body: object = sat(), member: string | undefined = cookies) =>
  server.request('PUT', `/api/meditation/timer/sessions/${id}`, { ...(member && { cookies: member }), body })

describe('PUT /api/meditation/timer/sessions/{id}', () => {
  test('200: it is in the history and counts in the progress', async () => {
    const id = randomUUID()
    const body = sat({ mood_before: 2, mood_after: 4, note: 'Rain.\nThen none.' })
    const response = await put(id, body)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toMatchObject({ session_id: id, session_type: 'timer', was_heard: false, ...body })
    const { sessions } = (await server.request('GET', '/api/meditation/sessions', { cookies })).json()
    expect(sessions).toMatchObject([{ session_id: id, mood_after: 4 }])
    const progress = (await server.request('GET', '/api/meditation/progress', { cookies })).json()
    expect(progress).toMatchObject({ total_sessions: 1, total_minutes: 20 })
  })

  test('200: told twice, and twice at once, it is one session, and the first telling counts', async () => {
    const id = randomUUID()
    const tellings = await Promise.all([put(id), put(id)])
    expect(tellings.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect((await put(id, sat({ duration_seconds: 5 }))).json()).toMatchObject({ duration_seconds: 1_200 })
    const [row] = await server.db.query('', 'select count(*)::integer from meditation_sessions where id = $1', [id])
    expect(row).toEqual({ count: 1 })
  })

  test('400: an id that is none', async () => {
    expect((await put('mine')).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await put(randomUUID(), sat(), '')).statusCode).toBe(401)
  })

  test('403: of a member who is not the one who is signed in by now; nothing is stored', async () => {
    const id = randomUUID()
    const { id: memberId } = (await server.request('GET', '/auth/me', { cookies })).json()
    const response = await put(id, sat({ member_id: memberId }), foreigner)
    expect(response.statusCode).toBe(403)
    expect(response.json()).toMatchObject({ code: 'forbidden' })
    expect((await put(id, sat({ member_id: memberId.toUpperCase() }))).statusCode).toBe(200)
  })

  test('404: an id that is the session of somebody else, which stays as it is', async () => {
    const id = randomUUID()
    await put(id)
    expect((await put(id, sat({ note: 'mine' }), foreigner)).statusCode).toBe(404)
    const stats = await server.request('GET', `/api/meditation/sessions/${id}/stats`, { cookies })
    expect(stats.json()).toMatchObject({ note: null, duration_seconds: 1_200 })
  })

  test.each([
    ['that is not over', () => sat({ started_at: ago(60_000) })],
    ['of 91 days ago', () => sat({ started_at: ago(91 * DAY_MS) })],
    ['of no time', () => sat({ duration_seconds: 0 })],
    ['of more than a day', () => sat({ duration_seconds: 86_401 })],
    ['with a sixth mood', () => sat({ mood_after: 6 })],
    ['with a note without end', () => sat({ note: 'a'.repeat(2_001) })],
    ['without a start', () => ({ duration_seconds: 60, completed: true })],
  ])('422: a session %s', async (_, body) => {
    expect((await put(randomUUID(), body())).statusCode).toBe(422)
  })
})
