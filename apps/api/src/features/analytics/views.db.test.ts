import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { insertContent, publish } from '../../testing/catalogue-rows.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer({ TRUSTED_PROXIES: '127.0.0.1' })
afterAll(() => server[Symbol.asyncDispose]())

const DAY_MS = 86_400_000
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1'
const DESKTOP = 'Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0'

const film = (title = 'Ocean', more: object = {}) => publish(server, { title, durationSeconds: 600, ...more })
/** A view by an anonymous viewer at an address of their own. */
const view = (
  id: string,
  person: number,
  { agent = DESKTOP, ...body }: { agent?: string; [field: string]: unknown } = {},
) =>
  server.request('POST', '/api/analytics/track/view', {
    body: { content_id: id, watch_duration: 60, ...body },
    headers: { 'x-forwarded-for': `198.51.${Math.floor(person / 250)}.${person % 250}`, 'user-agent': agent },
  })
const views = async (id: string, people: number, more?: Parameters<typeof view>[2]) => {
  for (let person = 0; person < people; person++) await view(id, person, more)
}
const get = async (path: string) => (await server.request('GET', `/api/analytics/${path}`)).json()
const trendingIds = async () => (await get('trending?limit=50')).trending.map(({ id }: { id: string }) => id)

describe('GET /api/analytics/views/{content_id}', () => {
  test('200: 0 for what nobody has viewed, whatever the letters of its id', async () => {
    const id = await film()
    expect(await get(`views/${id.toUpperCase()}`)).toEqual({ content_id: id, views: 0 })
  })

  test('200: another process tells what was counted a second later', async () => {
    const id = await film()
    await using other = await secondServer(server)
    const elsewhere = async () => (await other.request('GET', `/api/analytics/views/${id}`)).json().views
    expect(await elsewhere()).toBe(0)
    await view(id, 1)
    other.clock.advance(1_000)
    expect(await elsewhere()).toBe(1)
  })

  test('400 and 404: for no id, and for what is not published', async () => {
    const draft = await insertContent(server.db, { title: 'Draft', status: 'draft' })
    expect((await server.request('GET', '/api/analytics/views/x')).statusCode).toBe(400)
    for (const id of [draft, randomUUID()]) {
      expect((await server.request('GET', `/api/analytics/views/${id}`)).statusCode).toBe(404)
    }
  })

  test('404: for an unknown item', async () => {
    expect((await server.request('GET', `/api/analytics/views/${randomUUID()}`)).statusCode).toBe(404)
  })
})

describe('GET /api/analytics/total-views', () => {
  test('200: grows with every view that counts', async () => {
    const { total_views: before } = await get('total-views')
    await views(await film(), 3)
    expect(await get('total-views')).toEqual({ total_views: before + 3 })
  })

  test('200: without what is deleted for good, in every process', async () => {
    await using other = await secondServer(server)
    const elsewhere = async () => (await other.request('GET', '/api/analytics/total-views')).json()
    const before = await get('total-views')
    const id = await film()
    await views(id, 3)
    expect(await elsewhere()).toEqual({ total_views: before.total_views + 3 })
    await server.db.query('', 'delete from content where id = $1', [id])
    for (const [at, total] of [
      [server, () => get('total-views')],
      [other, elsewhere],
    ] as const) {
      await until(async () => {
        at.clock.advance(1_000)
        return (await total()).total_views === before.total_views
      })
    }
    expect(await trendingIds()).not.toContain(id)
  })
})

describe('GET /api/analytics/summary/{content_id}', () => {
  test('200: nothing yet', async () => {
    const id = await film()
    expect(await get(`summary/${id}`)).toMatchObject({
      content_id: id,
      total_views: 0,
      average_watch_duration: 0,
      devices: [],
    })
  })

  test('200: what is watched, and since when; ready until it changes, or the day does', async () => {
    const id = await film()
    await views(id, 4)
    await view(id, 5, { watch_duration: 600, positions: [0, 1, 59] })
    const expected = {
      ...{ total_views: 5, viewers: 5, total_watch_seconds: 840, average_watch_duration: 168, completion_rate: 0.2 },
      ...{ views_last_7_days: 5, views_last_30_days: 5, countries: [], sources: [] },
    }
    expect(await get(`summary/${id}`)).toMatchObject(expected)
    expect(await get(`summary/${id}`)).toMatchObject(expected)
    server.clock.advance(8 * DAY_MS)
    expect(await get(`summary/${id}`)).toMatchObject({ ...expected, views_last_7_days: 0 })
    await view(id, 1)
    expect(await get(`summary/${id}`)).toMatchObject({ total_views: 6, viewers: 6, views_last_7_days: 1 })
  })

  test('200: what fewer than five people have in common is no cell of its own, however often they come', async () => {
    const id = await film()
    await views(id, 6, { agent: PHONE, source: 'home' })
    for (let day = 0; day < 6; day++) {
      await view(id, 7, { source: 'search' })
      server.clock.advance(DAY_MS)
    }
    expect(await get(`summary/${id}`)).toMatchObject({
      devices: [{ value: 'other', views: 12 }],
      sources: [{ value: 'other', views: 12 }],
    })
    await views(id, 5, { source: 'search' })
    expect(await get(`summary/${id}`)).toMatchObject({
      devices: [
        { value: 'desktop', views: 11 },
        { value: 'phone', views: 6 },
      ],
      sources: [
        { value: 'search', views: 11 },
        { value: 'home', views: 6 },
      ],
    })
  })

  test('400 and 404: for no id, and for no item', async () => {
    expect((await server.request('GET', '/api/analytics/summary/x')).statusCode).toBe(400)
    expect((await server.request('GET', `/api/analytics/summary/${randomUUID()}`)).statusCode).toBe(404)
  })

  test('404: for a draft', async () => {
    const draft = await insertContent(server.db, { title: 'Draft', status: 'draft' })
    expect((await server.request('GET', `/api/analytics/summary/${draft}`)).statusCode).toBe(404)
  })
})

describe('GET /api/analytics/trending', () => {
  test('200: what many people view now, before what more people viewed then; one viewer alone moves nothing', async () => {
    const [old, young, insistent] = [await film('Old'), await film('Young'), await film('Insistent')]
    server.clock.advance(60 * DAY_MS)
    await views(old, 6)
    server.clock.advance(6 * DAY_MS)
    await views(young, 3)
    for (let again = 0; again < 10; again++) {
      await view(insistent, 1)
      server.clock.advance(31 * 60_000)
    }
    const found = (await trendingIds()).filter((id: string) => [old, young, insistent].includes(id))
    expect(found.slice(0, 2)).toEqual([young, insistent])
    expect((await get(`views/${insistent}`)).views).toBe(10)
  })

  test('200: what the owner has marked stands first; what is not published does not stand there', async () => {
    const [seen, gone, chosen] = [await film('Seen'), await film('Gone'), await film('Chosen', { trending: true })]
    server.clock.advance(60 * DAY_MS)
    await views(seen, 2)
    await views(gone, 3)
    expect((await trendingIds()).slice(0, 3)).toEqual([chosen, gone, seen])
    await server.db.query('', `update content set status = 'archived' where id = $1`, [gone])
    await expect.poll(trendingIds).not.toContain(gone)
    const { trending } = await get('trending?limit=2')
    expect(trending).toMatchObject([
      { id: chosen, title: 'Chosen', views: 0, trending: true },
      { id: seen, title: 'Seen', views: 2, locked: false },
    ])
  })

  test('422: for a limit that is none', async () => {
    for (const limit of ['0', '51', 'x']) {
      expect((await server.request('GET', `/api/analytics/trending?limit=${limit}`)).statusCode).toBe(422)
    }
  })
})

describe('GET /api/analytics/content/{content_id}/metadata', () => {
  test('200: an item as anybody sees it, with its views', async () => {
    const id = await film('Premium', { tier: 'premium' })
    const expected = {
      content_id: id,
      id,
      title: 'Premium',
      access_tier: 'premium',
      locked: true,
      duration_seconds: 600,
      views: 0,
    }
    expect(await get(`content/${id}/metadata`)).toMatchObject(expected)
    expect(await get(`content/${id}/metadata`)).toMatchObject(expected)
  })

  test('400 and 404: for no id, and for no item', async () => {
    expect((await server.request('GET', '/api/analytics/content/x/metadata')).statusCode).toBe(400)
    expect((await server.request('GET', `/api/analytics/content/${randomUUID()}/metadata`)).statusCode).toBe(404)
  })

  test('404: for a draft', async () => {
    const draft = await insertContent(server.db, { title: 'Draft', status: 'draft' })
    expect((await server.request('GET', `/api/analytics/content/${draft}/metadata`)).statusCode).toBe(404)
  })
})
