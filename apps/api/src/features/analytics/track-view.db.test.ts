import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent, publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const film = (durationSeconds = 600) => publish(server, { title: 'Ocean', durationSeconds })
const track = (body: object | string, options: object = {}) =>
  server.request('POST', '/api/analytics/track/view', { body, ...options })
const viewsOf = async (id: string) => (await server.request('GET', `/api/analytics/views/${id}`)).json().views

describe('POST /api/analytics/track/view', () => {
  test('200: a view counts once, and a later report raises what was watched', async () => {
    const id = await film()
    const first = await track({ content_id: id, session_id: 'a', watch_duration: 30 })
    expect(first.json()).toEqual({ success: true, counted: true })
    expect(await viewsOf(id)).toBe(1)
    server.clock.advance(60_000)
    await track({ content_id: id, session_id: 'a', watch_duration: 80 })
    expect(await viewsOf(id)).toBe(1)
    const rows = await server.db.query(
      '',
      'select watch_duration, ip_address::text from video_analytics where content_id = $1',
      [id],
    )
    expect(rows).toEqual([{ watch_duration: 80, ip_address: '127.0.0.0/24' }])
  })

  test('200: a member’s view counts with a stream of theirs only', async () => {
    const id = await film()
    const cookies = await signUp(server, 'ada@example.com')
    expect((await track({ content_id: id, watch_duration: 30 }, { cookies })).json().counted).toBe(false)
    await server.request('GET', `/api/streaming/content/${id}/stream`, { cookies })
    server.clock.advance(10_000)
    expect((await track({ content_id: id, watch_duration: 30 }, { cookies })).json().counted).toBe(true)
    const rows = await server.db.query('', 'select watch_duration from video_analytics where content_id = $1', [id])
    expect(rows).toEqual([{ watch_duration: 10 }])
  })

  test('404: what is not published', async () => {
    const draft = await insertContent(server.db, { title: 'Draft', status: 'draft' })
    for (const id of [draft, randomUUID()]) {
      expect((await track({ content_id: id, watch_duration: 30 })).statusCode).toBe(404)
    }
  })

  test('422: more than fits', async () => {
    for (const field of [
      { watch_duration: -1 },
      { source: 'x' },
      { positions: [-1] },
      { session_id: 'x'.repeat(101) },
    ]) {
      expect((await track({ content_id: randomUUID(), ...field })).statusCode).toBe(422)
    }
  })
})

describe('GET /api/analytics/views/{content_id}', () => {
  test('200: 0 for what nobody has viewed', async () => {
    const id = await film()
    const response = await server.request('GET', `/api/analytics/views/${id}`)
    expect(response.json()).toEqual({ content_id: id, views: 0 })
  })

  test('400 and 404: for no id, and for no item', async () => {
    expect((await server.request('GET', '/api/analytics/views/x')).statusCode).toBe(400)
    expect((await server.request('GET', `/api/analytics/views/${randomUUID()}`)).statusCode).toBe(404)
  })

  test('404: for a draft', async () => {
    const id = await insertContent(server.db, { title: 'Draft', status: 'draft' })
    expect((await server.request('GET', `/api/analytics/views/${id}`)).statusCode).toBe(404)
  })
})
