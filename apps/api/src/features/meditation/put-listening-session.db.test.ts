import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const foreigner = await signUp(server, 'eve@example.com')
const rain = await publish(server, { title: 'Rain', type: 'audio' })
const ago = (ms: number) => new Date(server.clock.nowMs() - ms).toISOString()
const heard = (more: object = {}) => ({
  ...{ started_at: ago(3_600_000), duration_seconds: 600, completed: true, content_id: rain },
  ...more,
})
const put = (id: string, body: object = heard(), member: string | undefined = cookies) =>
  server.request('PUT', `/api/meditation/listening/sessions/${id}`, { ...(member && { cookies: member }), body })

describe('PUT /api/meditation/listening/sessions/{id}', () => {
  test('200: it is in the history with what was heard, and counts in the progress, once', async () => {
    const id = randomUUID()
    const tellings = await Promise.all([put(id), put(id)])
    expect(tellings.map(({ statusCode }) => statusCode)).toEqual([200, 200])
    expect((await put(id, heard({ duration_seconds: 5 }))).json()).toMatchObject({
      session_id: id,
      session_type: 'listening',
      content: { id: rain, title: 'Rain' },
      duration_seconds: 600,
      was_heard: false,
    })
    const progress = (await server.request('GET', '/api/meditation/progress', { cookies })).json()
    expect(progress).toMatchObject({ total_sessions: 1, total_minutes: 10 })
  })

  test('200: of an item that is gone by now the practice stays', async () => {
    const told = await put(randomUUID(), heard({ content_id: randomUUID(), started_at: ago(2 * 3_600_000) }))
    expect([told.statusCode, told.json().content]).toEqual([200, null])
  })

  test('400: an id that is none', async () => {
    expect((await put('mine')).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await put(randomUUID(), heard(), '')).statusCode).toBe(401)
  })

  test('403: of a member who is not the one who is signed in by now', async () => {
    const { id: memberId } = (await server.request('GET', '/auth/me', { cookies })).json()
    expect((await put(randomUUID(), heard({ member_id: memberId }), foreigner)).statusCode).toBe(403)
  })

  test('404: an id that is the session of somebody else', async () => {
    const id = randomUUID()
    await put(id)
    expect((await put(id, heard(), foreigner)).statusCode).toBe(404)
  })

  test.each([
    ['that is not over', () => heard({ started_at: ago(60_000) })],
    ['of nothing', () => heard({ content_id: undefined })],
  ])('422: a session %s', async (_, body) => {
    expect((await put(randomUUID(), body())).statusCode).toBe(422)
  })
})
