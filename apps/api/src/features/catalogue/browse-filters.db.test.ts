import { afterAll, describe, expect, test } from 'vitest'
import { insertCategory, insertExpert, insertSeries, publish } from '../../testing/catalogue-rows.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const sleep = await insertCategory(server.db, 'Sleep')
const focus = await insertCategory(server.db, 'Deep Focus')
const night = await insertCategory(server.db, 'ночь-в-ёлках')
const maya = await insertExpert(server.db, 'Maya Lin')
const week = await insertSeries(server.db, 'First Week')
await publish(server, {
  title: 'Ocean',
  categoryId: sleep,
  expertId: maya,
  durationSeconds: 600,
  featured: true,
  createdAt: '2026-01-01',
})
await publish(server, {
  title: 'Ähren',
  categoryId: focus,
  seriesId: week,
  episode: 2,
  type: 'audio',
  tier: 'basic',
  durationSeconds: 60,
  createdAt: '2026-01-02',
})
await publish(server, {
  title: 'bowls',
  categoryId: sleep,
  seriesId: week,
  episode: 1,
  tier: 'premium',
  durationSeconds: null,
  createdAt: '2026-01-03',
})
await publish(server, { title: 'Ocean', durationSeconds: 600, createdAt: '2026-01-04' })
await publish(server, { title: 'Rain', categoryId: night, durationSeconds: 1200, createdAt: '2026-01-04' })

const browse = (query: string) => server.request('GET', `/content/browse?${query}`)
const titles = async (query: string) =>
  (await browse(query)).json().content.map(({ title }: { title: string }) => title)

describe('GET /content/browse: filters', () => {
  test.each([
    ['category=sleep', ['bowls', 'Ocean']],
    [`category=${sleep}`, ['bowls', 'Ocean']],
    [`category=${sleep.toUpperCase()}`, ['bowls', 'Ocean']],
    ['category=deep-focus', ['Ähren']],
    [`category=${encodeURIComponent('ночь-в-ёлках')}`, ['Rain']],
    [`category=${encodeURIComponent('ночь-в-ёлках'.normalize('NFD'))}`, ['Rain']],
    ['category=no-such', []],
    ["category=sleep'--", []],
    ['expert=maya-lin', ['Ocean']],
    [`expert=${maya}`, ['Ocean']],
    ['series=first-week', ['bowls', 'Ähren']],
    ['content_type=audio', ['Ähren']],
    ['tier=premium', ['bowls']],
    ['tier=free', ['Ocean', 'Rain', 'Ocean']],
    ['featured=true', ['Ocean']],
    ['featured=false&category=sleep', ['bowls']],
    ['min_duration=601', ['Rain']],
    ['max_duration=60', ['bowls', 'Ähren']],
    ['min_duration=60&max_duration=600', ['Ocean', 'Ähren', 'Ocean']],
    ['category=sleep&tier=free', ['Ocean']],
    ['category=sleep&tier=basic', []],
    ['unknown=parameter&category=deep-focus', ['Ähren']],
  ])('200: %s', async (query, expected) => {
    const found = await titles(query)
    expect(found.toSorted()).toEqual(expected.toSorted())
    expect((await browse(query)).json().total).toBe(expected.length)
  })

  test.each([
    ['newest', ['2026-01-04', '2026-01-04', '2026-01-03', '2026-01-02', '2026-01-01']],
    ['oldest', ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04', '2026-01-04']],
  ])('200: sort=%s', async (sort, expected) => {
    const { content } = (await browse(`sort=${sort}`)).json()
    expect(content.map(({ created_at }: { created_at: string }) => created_at.slice(0, 10))).toEqual(expected)
  })

  test.each([
    ['title', ['Ähren', 'bowls', 'Ocean', 'Ocean', 'Rain']],
    ['duration', ['bowls', 'Ähren', 'Ocean', 'Ocean', 'Rain']],
  ])('200: sort=%s, as a person would', async (sort, expected) => {
    expect(await titles(`sort=${sort}`)).toEqual(expected)
  })

  test('200: sort=featured puts the chosen first and keeps the newest order of the others', async () => {
    const [first, ...rest] = await titles('sort=featured')
    expect(first).toBe('Ocean')
    expect(rest.slice(2)).toEqual(['bowls', 'Ähren'])
  })

  test('200: sorting one request leaves the order of the next alone', async () => {
    const before = await titles('limit=5')
    await titles('sort=oldest')
    await titles('sort=title&limit=2')
    expect(await titles('limit=5&offset=0')).toEqual(before)
  })
})

describe('GET /content/browse: paging', () => {
  test('200: pages lie side by side, without gap or repetition, whatever the sort', async () => {
    for (const sort of ['newest', 'oldest', 'title', 'duration', 'featured']) {
      const ids: string[] = []
      for (let offset = 0; offset < 5; offset += 2) {
        const page = (await browse(`sort=${sort}&limit=2&offset=${offset}`)).json()
        expect(page).toMatchObject({ total: 5, limit: 2, offset })
        ids.push(...page.content.map(({ id }: { id: string }) => id))
      }
      expect(new Set(ids).size, sort).toBe(5)
      expect(ids).toHaveLength(5)
    }
  })

  test('200: a page behind the last one is empty and still knows the total', async () => {
    expect((await browse('offset=1000000')).json()).toMatchObject({ content: [], total: 5 })
  })

  test.each([
    'limit=0',
    'limit=101',
    'limit=-1',
    'limit=ten',
    'limit=1.5',
    'limit=1e9',
    'limit=10&limit=20',
    'offset=-1',
    'offset=1000001',
    'offset=NaN',
    'sort=price',
    'sort=title;drop table content',
    'sort=__proto__',
    'content_type=image',
    'tier=gold',
    'featured=perhaps',
    'min_duration=-5',
    'max_duration=long',
    'category=',
    `category=${'x'.repeat(121)}`,
    'category=a&category=b',
  ])('422: %s', async (query) => {
    const response = await browse(query)
    expect(response.statusCode).toBe(422)
    const { code, errors } = response.json()
    expect(code).toBe('invalid_request')
    expect(errors[0].loc).toEqual(['querystring', query.split('=')[0]])
  })
})
