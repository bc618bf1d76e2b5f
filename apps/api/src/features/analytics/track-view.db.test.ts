import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent, publish } from '../../testing/catalogue-rows.ts'
import { signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'
import { tablesWith } from '../personal-data/testing/full-member.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const film = (durationSeconds = 600) => publish(server, { title: 'Ocean', durationSeconds })
const track = (body: object | string, options: object = {}) =>
  server.request('POST', '/api/analytics/track/view', { body, ...options })
const positionsOf = async (id: string) => {
  const rows = await server.db.query<{ bin: number }>('', 'select bin from view_positions where content_id = $1', [id])
  return rows.map(({ bin }) => bin).toSorted((one, other) => one - other)
}
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

  test('200: nothing is stored of bots, of who does not want it, nor of who has only looked in', async () => {
    const id = await film()
    const report = { content_id: id, watch_duration: 30 }
    const told = [
      await track(report, {
        headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
      }),
      await track(report, { headers: { 'user-agent': 'Mozilla/5.0 HeadlessChrome/120.0' } }),
      await track(report, { headers: { 'sec-gpc': '1' } }),
      await track({ ...report, watch_duration: 2.9 }),
      await track({ content_id: id }),
    ]
    expect(told.map((response) => response.json())).toEqual(told.map(() => ({ success: true, counted: false })))
    expect(await server.db.query('', 'select 1 from recent_views where content_id = $1', [id])).toEqual([])
  })

  test('200: reports that arrive together are one; no more is watched than the item is long', async () => {
    const id = await film(50)
    const all = await Promise.all([900, 10, 20].map((seconds) => track({ content_id: id, watch_duration: seconds })))
    expect(all.map((response) => response.json().counted)).toEqual([true, true, true])
    const rows = await server.db.query('', 'select watch_duration from video_analytics where content_id = $1', [id])
    expect(rows).toEqual([{ watch_duration: 50 }])
  })

  test('200: a viewer who begins more items than people do is no person', async () => {
    const ids = await Promise.all(
      Array.from({ length: 62 }, (_, n) => insertContent(server.db, { title: `Film ${n}` })),
    )
    await until(() => ids.every((id) => server.parts.analytics.findItem(id)))
    const headers = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) a program' }
    const counted: boolean[] = []
    for (const id of ids) counted.push((await track({ content_id: id, watch_duration: 9 }, { headers })).json().counted)
    expect(counted.filter(Boolean)).toHaveLength(60)
  })

  test('200: an anonymous viewer is another one on the next day, and their address is nowhere', async () => {
    const id = await film()
    await track({ content_id: id, watch_duration: 9 }, { from: '203.0.113.77' })
    await track({ content_id: id, watch_duration: 9 }, { from: '2001:db8:1:2:3::77' })
    server.clock.advance(86_400_000)
    await track({ content_id: id, watch_duration: 9 }, { from: '203.0.113.77' })
    const rows = await server.db.query<{ viewer: string }>(
      '',
      'select viewer from recent_views where content_id = $1',
      [id],
    )
    expect(new Set(rows.map(({ viewer }) => viewer)).size).toBe(3)
    const addresses = await server.db.query(
      '',
      'select distinct ip_address::text as at from video_analytics where content_id = $1 order by at',
      [id],
    )
    expect(addresses).toEqual([{ at: '2001:db8:1::/48' }, { at: '203.0.113.0/24' }])
    expect(await tablesWith(server.db, '203.0.113.77')).toEqual([])
  })

  test('200: no more positions count than the time of the stream has room for, whatever the player says', async () => {
    const id = await film()
    const cookies = await signUp(server, 'hasty@example.com')
    await server.request('GET', `/api/streaming/content/${id}/stream`, { cookies })
    const tell = (positions: number[]) => track({ content_id: id, watch_duration: 600, positions }, { cookies })
    const whole = Array.from({ length: 60 }, (_, bin) => bin)
    server.clock.advance(5_000)
    expect((await tell(whole)).json().counted).toBe(true)
    for (let bin = 0; bin < 60; bin += 3) await tell(whole.slice(bin, bin + 3))
    expect(await positionsOf(id)).toEqual([0, 1, 2])
    server.clock.advance(25_000)
    await tell([3, 4, 5])
    expect(await positionsOf(id)).toEqual([0, 1, 2, 3, 4, 5])
    expect((await server.request('GET', `/api/analytics/summary/${id}`)).json()).toMatchObject({ completion_rate: 0 })
  })

  test('200: no position counts behind the end', async () => {
    const id = await film(50)
    await track({ content_id: id, watch_duration: 30, positions: [0, 4, 5, 1_079] })
    expect(await positionsOf(id)).toEqual([0, 4])
  })

  test('403: for what the viewer may not play', async () => {
    const id = await publish(server, { title: 'Premium', tier: 'premium' })
    const response = await track({ content_id: id, watch_duration: 30 })
    expect([response.statusCode, response.json().code]).toEqual([403, 'upgrade_required'])
  })

  test('200: nothing is counted of a member who does not want it', async () => {
    const id = await film()
    const cookies = await signUp(server, 'opted.out@example.com')
    await server.request('PUT', '/auth/profile', { cookies, body: { analytics_opt_out: true } })
    await until(async () => (await server.request('GET', '/auth/me', { cookies })).json().analytics_opt_out)
    await server.request('GET', `/api/streaming/content/${id}/stream`, { cookies })
    server.clock.advance(10_000)
    expect((await track({ content_id: id, watch_duration: 8 }, { cookies })).json().counted).toBe(false)
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
