import { afterAll, describe, expect, test } from 'vitest'
import { insertContent } from '../../testing/catalogue-rows.ts'
import { signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { insertFacet, insertViewDay } from './testing/view-rows.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const creator = await signUpAs(server, 'free', 'content_creator')
const moderator = await signUpAs(server, 'free', 'moderator')
const [waves, rain] = [await insertContent(db, { title: 'Waves' }), await insertContent(db, { title: 'Rain' })]
clock.advance(Date.parse('2026-03-10T12:00:00Z') - clock.nowMs())
await insertViewDay(db, { contentId: waves, day: '2026-02-01', views: 4, minutes: 12.5, end: 3 })
await insertViewDay(db, { contentId: waves, day: '2026-02-03', views: 6, viewers: 5, end: 1 })
await insertViewDay(db, { contentId: rain, day: '2026-02-03', views: 20, viewers: 9, end: 10 })
await insertViewDay(db, { contentId: rain, day: '2026-01-30', views: 7 })
await insertViewDay(db, { contentId: waves, day: '2025-02-02', views: 2 })
const facet = (value: string, viewers: number, views = viewers, of: 'device' | 'country' = 'country') =>
  insertFacet(db, { contentId: rain, day: '2026-02-03', facet: of, value, viewers, views })
await Promise.all([
  facet('CH', 5, 9),
  facet('DE', 6),
  facet('LI', 2),
  facet('AT', 3, 4),
  facet('phone', 3, 3, 'device'),
])
await insertFacet(db, { contentId: rain, day: '2026-02-02', facet: 'country', value: 'LI', viewers: 3, views: 3 })

const ask = (query = '', cookies = creator) =>
  server.request('GET', `/api/studio/analytics/overview${query}`, { cookies })
const FEBRUARY = '?from=2026-02-01&to=2026-02-03'

describe('GET /api/studio/analytics/overview', () => {
  test('200: each day of the period, their sum, and the days before it', async () => {
    const { period, compared } = (await ask(FEBRUARY)).json()
    expect(period).toEqual({
      from: '2026-02-01',
      to: '2026-02-03',
      total: { views: 30, viewers: 18, watch_minutes: 38.5, completions: 14 },
      days: [
        { date: '2026-02-01', views: 4, viewers: 4, watch_minutes: 12.5, completions: 3 },
        { date: '2026-02-02', views: 0, viewers: 0, watch_minutes: 0, completions: 0 },
        { date: '2026-02-03', views: 26, viewers: 14, watch_minutes: 26, completions: 11 },
      ],
    })
    expect(compared).toMatchObject({ from: '2026-01-29', to: '2026-01-31', total: { views: 7 } })
  })

  test('200: items by views, with what they had before', async () => {
    const items = async (query: string) =>
      (await ask(FEBRUARY + query)).json().items.map((item: { title: string }) => item)
    expect(await items('')).toEqual([
      { content_id: rain, title: 'Rain', views: 20, viewers: 9, watch_minutes: 20, completions: 10, views_before: 7 },
      {
        content_id: waves,
        title: 'Waves',
        views: 10,
        viewers: 9,
        watch_minutes: 18.5,
        completions: 4,
        views_before: 0,
      },
    ])
    expect(await items('&compare=none')).toMatchObject([{ views_before: null }, { views_before: null }])
  })

  test('200: last year compares weekdays with their like; nothing where nothing shall be compared', async () => {
    const year = (await ask('?from=2026-02-01&to=2026-02-01&compare=year')).json().compared
    expect(year).toMatchObject({ from: '2025-02-02', to: '2025-02-02', total: { views: 2 } })
    expect((await ask(`${FEBRUARY}&compare=none`)).json().compared).toBeNull()
  })

  test('200: without a period the 30 days that end today; none goes on after today', async () => {
    expect((await ask()).json().period).toMatchObject({ from: '2026-02-09', to: '2026-03-10' })
    expect((await ask('?from=2026-03-09&to=2027-01-01')).json().period).toMatchObject({ to: '2026-03-10' })
  })

  test('200: what tells of fewer than five people is merged, also where they came again on another day', async () => {
    const { countries, devices } = (await ask(FEBRUARY)).json()
    expect(countries).toEqual([
      { value: 'CH', views: 9 },
      { value: 'other', views: 15 },
    ])
    expect(devices).toEqual([{ value: 'other', views: 3 }])
  })

  test('401: without a session', async () => {
    expect((await ask('', '')).statusCode).toBe(401)
  })

  test('403: for whoever makes no content', async () => {
    expect((await ask('', moderator)).statusCode).toBe(403)
  })

  test.each([
    ['?from=yesterday', 'from'],
    ['?from=2026-02-02&to=2026-02-01', 'must not be after'],
    ['?from=2024-01-01&to=2026-02-01', 'at most 731 days'],
    ['?to=1999-12-31', 'must be 2000-01-01 or later'],
    ['?compare=me', 'compare'],
  ])('422: %s', async (query, words) => {
    const response = await ask(query)
    expect([response.statusCode, response.body]).toEqual([422, expect.stringContaining(words)])
  })
})
