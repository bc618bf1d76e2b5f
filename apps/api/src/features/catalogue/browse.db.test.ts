import { TIERS, type Tier } from '@better-and-bliss/membership'
import pg from 'pg'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { insertCategory, publish } from '../../testing/catalogue-rows.ts'
import { signUp, signUpAs } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const categoryId = await insertCategory(server.db, 'Sleep')
const items: Record<Tier, string> = {
  free: await publish(server, { title: 'Introduction to Mindfulness', categoryId, createdAt: '2026-01-01' }),
  basic: await publish(server, { title: 'Ocean Walk', tier: 'basic', type: 'audio', createdAt: '2026-01-02' }),
  premium: await publish(server, { title: 'Advanced Meditation', tier: 'premium', createdAt: '2026-01-03' }),
}
await publish(server, { title: 'Not Ready', isReady: false, hasPictures: false, createdAt: '2025-01-01' })

const browse = (cookies?: string, url = '/content/browse') => server.request('GET', url, cookies ? { cookies } : {})

interface Card {
  id: string
  access_tier: Tier
  locked: boolean
  can_access: boolean
}

describe('GET /content/browse', () => {
  test('200: shows every published item with all that a card needs', async () => {
    const response = await browse()
    expect(response.statusCode).toBe(200)
    const { content, ...page } = response.json()
    expect(page).toEqual({ total: 4, limit: 20, offset: 0, user_authenticated: false, premium_available: true })
    expect(content.at(-2)).toEqual({
      id: items.free,
      title: 'Introduction to Mindfulness',
      slug: expect.stringMatching(/^introduction-to-mindfulness-/),
      description: null,
      content_type: 'video',
      access_tier: 'free',
      locked: false,
      can_access: true,
      thumbnail_url: expect.stringContaining(`http://localhost:8080/hls/${items.free}/thumbnail.jpg?e=`),
      duration_seconds: 600,
      category: { id: categoryId, name: 'Sleep', slug: 'sleep' },
      expert: null,
      series: null,
      episode_number: null,
      featured: false,
      trending: false,
      is_hls_ready: true,
      created_at: '2026-01-01T00:00:00.000Z',
    })
    expect(content.at(-1)).toMatchObject({ title: 'Not Ready', is_hls_ready: false, thumbnail_url: null })
  })

  test.each<[string, () => Promise<string | undefined>, Tier[], boolean]>([
    ['nobody', async () => undefined, ['free'], false],
    ['a free member', () => signUp(server, 'free@example.com'), ['free'], true],
    ['a basic member', () => signUpAs(server, 'basic'), ['free', 'basic'], true],
    ['a premium member', () => signUpAs(server, 'premium', 'premium_user'), ['free', 'basic', 'premium'], true],
    ['an admin of the free tier', () => signUpAs(server, 'free', 'admin'), ['free', 'basic', 'premium'], true],
    ['a moderator of the free tier', () => signUpAs(server, 'free', 'moderator'), ['free'], true],
    ['a free member with the role of premium', () => signUpAs(server, 'free', 'premium_user'), ['free'], true],
  ])('200: %s sees everything, locked above their tier', async (name, enter, open, authenticated) => {
    const response = await browse(await enter(), `/content/browse?made-for=${encodeURIComponent(name)}`)
    const { content, user_authenticated } = response.json()
    expect(user_authenticated).toBe(authenticated)
    for (const tier of TIERS) {
      const card = content.find(({ id }: Card) => id === items[tier])
      expect(card, tier).toMatchObject({ locked: !open.includes(tier), can_access: open.includes(tier) })
    }
  })

  test('200: a page that was made ready for one kind of viewer is not shown to another', async () => {
    const premium = await signUpAs(server, 'premium', 'content_creator')
    for (const cookies of [premium, undefined, premium, undefined]) {
      const { content } = (await browse(cookies)).json()
      const card = content.find(({ id }: Card) => id === items.premium)
      expect(card.locked).toBe(cookies === undefined)
    }
  })

  test('200: no item, locked or open, carries a media key or address', async () => {
    for (const cookies of [undefined, await signUpAs(server, 'basic', 'admin')]) {
      const { body } = await browse(cookies)
      expect(body).not.toMatch(/m3u8|s3_key|sources\/|original|\.ts\b|\.mp4|playlist|md5=|sid=/)
      const addresses = body.match(/https?:\/\/[^"]+/g) ?? []
      expect(addresses).toHaveLength(3)
      for (const address of addresses) expect(address).toMatch(/\.jpg\?e=\d{10}&uid=0[0-]+0&q=0&h=[\w.-]+$/)
    }
  })

  test('200: says that there is nothing above the free tier when there is nothing', async () => {
    await using empty = await testServer()
    const response = await empty.request('GET', '/content/browse')
    expect(response.json()).toMatchObject({ content: [], total: 0, premium_available: false })
    await publish(empty, { title: 'Only', tier: 'free' })
    expect((await empty.request('GET', '/content/browse')).json()).toMatchObject({ total: 1, premium_available: false })
  })

  test('200: costs no query, with and without a session, page after page', async () => {
    const cookies = await signUp(server, 'frequent@example.com')
    await browse(cookies)
    const queries = vi.spyOn(pg.Client.prototype, 'query')
    for (let offset = 0; offset < 20; offset++) {
      await browse(undefined, `/content/browse?limit=1&offset=${offset}`)
      await browse(cookies, `/content/browse?limit=1&offset=${offset}&sort=title`)
    }
    const asked = queries.mock.calls.length
    queries.mockRestore()
    expect(asked).toBe(0)
  })

  test('200: the query counter of that test does count', async () => {
    const queries = vi.spyOn(pg.Client.prototype, 'query')
    await server.request('GET', '/health/ready')
    const asked = queries.mock.calls.length
    queries.mockRestore()
    expect(asked).toBeGreaterThan(0)
  })

  test('200: an answer is private, so that no cache gives it to somebody else', async () => {
    const response = await browse()
    expect(response.headers['cache-control']).toBe('private, no-cache')
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8')
  })
})
