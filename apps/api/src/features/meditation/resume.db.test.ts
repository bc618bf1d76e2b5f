import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { signUp } from '../../testing/members.ts'
import { startSession } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const cookies = await signUp(server, 'ada@example.com')
const foreigner = await signUp(server, 'eve@example.com')
const ask = (id: string, verb: string, member: string | undefined = cookies) =>
  server.request('POST', `/api/meditation/sessions/${id}/${verb}`, member ? { cookies: member } : {})

describe('POST /api/meditation/sessions/{id}/resume', () => {
  test('200: the answer is that of the start, and nothing says any more that it was left', async () => {
    const started = await server.request('POST', '/api/meditation/sessions/start', {
      body: { pattern: 'box' },
      cookies,
    })
    const { session_id } = started.json()
    await ask(session_id, 'leave')
    const response = await ask(session_id, 'resume')
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual(started.json())
    const [row] = await server.db.query('', 'select left_at from meditation_sessions where id = $1', [session_id])
    expect(row).toEqual({ left_at: null })
  })

  test('400: an id that is none', async () => {
    expect((await ask('soon', 'resume')).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await ask(randomUUID(), 'resume', '')).statusCode).toBe(401)
  })

  test('404: a session of somebody else, and one that never was', async () => {
    const id = await startSession(server, cookies)
    expect((await ask(id, 'resume', foreigner)).statusCode).toBe(404)
    expect((await ask(randomUUID(), 'resume')).statusCode).toBe(404)
  })

  test('409: one that has ended', async () => {
    const id = await startSession(server, cookies)
    await ask(id, 'complete')
    const response = await ask(id, 'resume')
    expect(response.statusCode).toBe(409)
    expect(response.json()).toMatchObject({ code: 'already_ended', detail: 'The session has ended' })
  })
})
