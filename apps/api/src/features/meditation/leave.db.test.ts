import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../testing/members.ts'
import { startSession } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const foreigner = await signUp(server, 'eve@example.com')
const leave = (id: string, query = '', member: string | undefined = cookies) =>
  server.request('POST', `/api/meditation/sessions/${id}/leave${query}`, member ? { cookies: member } : {})
const leftAtOf = async (id: string) =>
  (
    await server.db.query<{ left_at: Date | null }>('', 'select left_at from meditation_sessions where id = $1', [id])
  )[0]?.left_at

describe('POST /api/meditation/sessions/{id}/leave', () => {
  test('204: it is noted when the page was closed; the session still runs', async () => {
    const id = await startSession(server, cookies)
    server.clock.advance(60_000)
    expect((await leave(id)).statusCode).toBe(204)
    expect(await leftAtOf(id)).toEqual(new Date(server.clock.nowMs()))
    const stats = await server.request('GET', `/api/meditation/sessions/${id}/stats`, { cookies })
    expect(stats.json().ended_at).toBeNull()
  })

  test('204: a session that has ended stays as it is', async () => {
    const id = await startSession(server, cookies)
    await server.request('POST', `/api/meditation/sessions/${id}/complete`, { cookies })
    expect((await leave(id, '?paused_seconds=7')).statusCode).toBe(204)
    expect(await leftAtOf(id)).toBeNull()
  })

  test('400: an id that is none', async () => {
    expect((await leave('soon')).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await leave(randomUUID(), '', '')).statusCode).toBe(401)
  })

  test('404: a session of somebody else, untouched, and one that never was', async () => {
    const id = await startSession(server, cookies)
    expect((await leave(id, '', foreigner)).statusCode).toBe(404)
    expect(await leftAtOf(id)).toBeNull()
    expect((await leave(randomUUID())).statusCode).toBe(404)
  })

  test.each(['-1', '1.5', 'long'])('422: %s seconds of pause', async (seconds) => {
    const id = await startSession(server, cookies)
    expect((await leave(id, `?paused_seconds=${seconds}`)).statusCode).toBe(422)
  })
})
