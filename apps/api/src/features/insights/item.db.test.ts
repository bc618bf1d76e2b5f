import { afterAll, describe, expect, test } from 'vitest'
import { insertContent } from '../../testing/catalogue-rows.ts'
import { signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { insertFacet, insertPositions, insertQuality, insertViewDay } from './testing/view-rows.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const creator = await signUpAs(server, 'free', 'content_creator')
const member = await signUpAs(server, 'premium')
const waves = await insertContent(db, { title: 'Waves', durationSeconds: 40, status: 'draft' })
const rain = await insertContent(db, { title: 'Rain' })
clock.advance(Date.parse('2026-03-10T12:00:00Z') - clock.nowMs())
const day = '2026-02-03'
await insertViewDay(db, { contentId: waves, day, views: 9, viewers: 6, minutes: 4, quarter: 8, half: 5, end: 2 })
await insertViewDay(db, { contentId: waves, day: '2026-02-02', views: 3, quarter: 1, half: 1, end: 1 })
await insertViewDay(db, { contentId: waves, day: '2026-01-31', views: 7 })
await insertViewDay(db, { contentId: rain, day, views: 4 })
await insertPositions(db, waves, day, [9, 6, 0, 2])
await insertPositions(db, waves, '2026-02-02', [3])
await insertPositions(db, rain, day, [4])
await insertFacet(db, { contentId: waves, day, facet: 'device', value: 'phone', views: 9, viewers: 6 })
await insertFacet(db, { contentId: rain, day, facet: 'device', value: 'tv', views: 8, viewers: 8 })
for (const [measure, value, views] of [
  ['start', '1000', 3],
  ['start', '250', 5],
  ['stalls', '0', 8],
  ['stalls', '2', 0],
  ['error', 'network', 1],
] as const) {
  await insertQuality(db, { contentId: waves, day, measure, value, views })
}

const ask = (id: string, query = '?from=2026-02-02&to=2026-02-03', cookies = creator) =>
  server.request('GET', `/api/studio/analytics/content/${id}${query}`, { cookies })

describe('GET /api/studio/analytics/content/{content_id}', () => {
  test('200: how often, how far, by whom and how well an item was watched, a draft too', async () => {
    expect((await ask(waves)).json()).toMatchObject({
      content_id: waves,
      title: 'Waves',
      duration_seconds: 40,
      period: {
        total: { views: 12, viewers: 9, watch_minutes: 7, completions: 3 },
        days: [{ views: 3 }, { views: 9 }],
      },
      compared: { from: '2026-01-31', to: '2026-02-01', total: { views: 7 } },
      reached: { quarter: 9, half: 6, end: 3 },
      retention: [
        { second: 0, views: 12 },
        { second: 10, views: 6 },
        { second: 20, views: 0 },
        { second: 30, views: 2 },
      ],
      devices: [{ value: 'phone', views: 9 }],
      countries: [],
      quality: {
        starts: [
          { value: '250', views: 5 },
          { value: '1000', views: 3 },
        ],
        stalls: [{ value: '0', views: 8 }],
        heights: [],
        errors: [{ value: 'network', views: 1 }],
      },
    })
  })

  test('200: how one of very few watched is not told', async () => {
    expect((await ask(rain)).json()).toMatchObject({ period: { total: { views: 4 } }, retention: [] })
  })

  test('200: how one person watched again and again is not told', async () => {
    const days = ['2025-12-01', '2025-12-02', '2025-12-03', '2025-12-04', '2025-12-05']
    for (const each of days) {
      await insertViewDay(db, { contentId: rain, day: each, views: 1 })
      await insertPositions(db, rain, each, [1, 1])
    }
    const { period, retention } = (await ask(rain, `?from=${days[0]}&to=${days[4]}&compare=none`)).json()
    expect([period.total.viewers, retention]).toEqual([5, []])
  })

  test('200: an item that nobody watched', async () => {
    const { period, reached, retention } = (await ask(waves, '?from=2025-01-01&to=2025-01-01&compare=none')).json()
    expect({ reached, retention, views: period.total.views }).toEqual({
      reached: { quarter: 0, half: 0, end: 0 },
      retention: [],
      views: 0,
    })
  })

  test('400: not an id', async () => {
    expect((await ask('waves')).statusCode).toBe(400)
  })

  test('401: without a session', async () => {
    expect((await ask(waves, '', '')).statusCode).toBe(401)
  })

  test('403: for members', async () => {
    expect((await ask(waves, '', member)).statusCode).toBe(403)
  })

  test('404: no such item', async () => {
    expect((await ask('3f2b8c1e-5d4a-4b6f-8a97-0c1d2e3f4a5b')).statusCode).toBe(404)
  })

  test('422: a period that ends before it begins', async () => {
    expect((await ask(waves, '?from=2026-02-02&to=2026-02-01')).statusCode).toBe(422)
  })
})

const exported = (query: string, cookies = creator) =>
  server.request('GET', `/api/studio/analytics/export${query}`, { cookies })

describe('GET /api/studio/analytics/export', () => {
  test('200: a row for each day and item, in the order of days', async () => {
    const response = await exported('?from=2026-01-01&to=2026-02-03')
    expect(response.headers['content-disposition']).toBe('attachment; filename="views-2026-01-01-2026-02-03.csv"')
    expect(response.body.split('\r\n')).toEqual([
      'date,content_id,title,views,viewers,watch_minutes,reached_quarter,reached_half,reached_end',
      `2026-01-31,${waves},Waves,7,7,7,7,7,0`,
      `2026-02-02,${waves},Waves,3,3,3,1,1,1`,
      `2026-02-03,${rain},Rain,4,4,4,4,4,0`,
      `2026-02-03,${waves},Waves,9,6,4,8,5,2`,
      '',
    ])
  })

  test('200: of one item', async () => {
    const { body } = await exported(`?from=2026-02-02&to=2026-02-03&content_id=${rain}`)
    expect(body.split('\r\n').slice(1)).toEqual([`2026-02-03,${rain},Rain,4,4,4,4,4,0`, ''])
  })

  test('401: without a session', async () => {
    expect((await exported('', '')).statusCode).toBe(401)
  })

  test('403: for members', async () => {
    expect((await exported('', member)).statusCode).toBe(403)
  })

  test('422: not an id', async () => {
    expect((await exported('?content_id=waves')).statusCode).toBe(422)
  })
})
