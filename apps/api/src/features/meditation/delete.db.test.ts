import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { listenForChanges } from '../../db/changes.ts'
import { signUp } from '../../testing/members.ts'
import { breathing, insertPhases, insertPractice, insertStream, startSession } from '../../testing/practice-rows.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
const ended: string[] = []
const changes = await listenForChanges(server.databaseUrl, server.app.log)
changes.on(
  'meditation_session_ended',
  ({ sessionId }) => void ended.push(sessionId),
  () => {},
)
afterAll(async () => {
  await changes[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const email = 'ada@example.com'
const cookies = await signUp(server, email)
const foreigner = await signUp(server, 'eve@example.com')
const remove = (id: string, member = cookies) =>
  server.request('DELETE', `/api/meditation/sessions/${id}`, { cookies: member })
const removeAll = () => server.request('DELETE', '/api/meditation/practice', { cookies })

async function liveSession(): Promise<string> {
  const id = await startSession(server, cookies)
  await insertPhases(server.db, id, breathing(3))
  await insertStream(server.db, id, null)
  return id
}

async function rowsLeft(): Promise<Record<string, number>> {
  const [row] = await server.db.query<Record<string, number>>(
    '',
    `select (select count(*)::integer from meditation_sessions) as sessions,
       (select count(*)::integer from breath_events) as events,
       (select count(*)::integer from breath_streams) as streams`,
  )
  return row ?? {}
}

describe('DELETE /api/meditation/sessions/{id}', () => {
  test('204: the session, its phases and its stream are gone, and its socket is told', async () => {
    const kept = await liveSession()
    const id = await liveSession()
    const response = await remove(id)
    expect(response.statusCode).toBe(204)
    expect(await rowsLeft()).toEqual({ sessions: 1, events: 6, streams: 1 })
    await until(() => ended.includes(id))
    expect(ended).not.toContain(kept)
  })

  test('404: the second time, and for one that never was', async () => {
    const id = await liveSession()
    await remove(id)
    for (const gone of [id, randomUUID()]) {
      const response = await remove(gone)
      expect(response.statusCode).toBe(404)
      expect(response.json().detail).toBe('Session not found')
    }
  })

  test("404: somebody else's session, which stays", async () => {
    const before = await rowsLeft()
    const id = await liveSession()
    expect((await remove(id, foreigner)).statusCode).toBe(404)
    expect(await rowsLeft()).toMatchObject({ sessions: (before.sessions ?? 0) + 1 })
  })

  test('404: an id that is lost on its way deletes nothing', async () => {
    await liveSession()
    const before = await rowsLeft()
    for (const end of ['', '/', '//', '///', '/?id=', '/.', '/..', '/%20/..']) {
      const url = `/api/meditation/sessions${end}`
      expect((await server.request('DELETE', url, { cookies })).statusCode, url).toBe(404)
    }
    expect(await rowsLeft()).toEqual(before)
  })

  test('401: nobody', async () => {
    const response = await server.request('DELETE', `/api/meditation/sessions/${randomUUID()}`)
    expect(response.statusCode).toBe(401)
  })

  test('400: an id that is none', async () => {
    expect((await remove('today')).statusCode).toBe(400)
  })
})

describe('DELETE /api/meditation/practice', () => {
  test('204: everything of the member, however much, and nothing of others', async () => {
    await server.db.query('', 'delete from meditation_sessions')
    const running = await liveSession()
    for (let day = 0; day < 120; day += 1) {
      const id = await insertPractice(server.db, { email, startedAt: new Date(day * 86_400_000).toISOString() })
      await insertPhases(server.db, id, breathing(2))
    }
    const theirs = await startSession(server, foreigner)
    await insertPhases(server.db, theirs, breathing(1))
    expect((await removeAll()).statusCode).toBe(204)
    expect(await rowsLeft()).toEqual({ sessions: 1, events: 2, streams: 0 })
    await until(() => ended.includes(running))
    expect((await server.request('GET', '/api/meditation/progress', { cookies })).json().total_sessions).toBe(0)
  })

  test('204: again, although there is nothing', async () => {
    expect((await removeAll()).statusCode).toBe(204)
  })

  test('401: nobody', async () => {
    expect((await server.request('DELETE', '/api/meditation/practice')).statusCode).toBe(401)
  })

  test('403: a foreign page', async () => {
    const headers = { origin: 'https://evil.example' }
    const response = await server.request('DELETE', '/api/meditation/practice', { cookies, headers })
    expect(response.statusCode).toBe(403)
  })
})

test('a member who is erased leaves nothing of their breath', async () => {
  await server.db.query('', 'delete from meditation_sessions')
  const id = await liveSession()
  await server.db.query('', 'delete from users where email = $1', [email])
  expect(await rowsLeft()).toEqual({ sessions: 0, events: 0, streams: 0 })
  await until(() => ended.includes(id))
})
