import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { setStanding, signIn } from '../../testing/members.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'
import { FIREFOX, IPHONE, playersOf } from './testing/players.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
const another = await secondServer(server, { ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
afterAll(async () => {
  await another[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const [ocean, rain] = [await publish(server, { title: 'Ocean' }), await publish(server, { title: 'Rain' })]
await until(() => another.parts.streaming.findItem(rain))
const { member, stream, start, running, beat, end, isRevoked } = playersOf(server, [another], ocean)

describe('GET /api/streaming/content/{content_id}/stream: places', () => {
  test.each([
    ['free', 1],
    ['basic', 2],
    ['premium', 4],
  ] as const)('429: a %s member plays %i at the same time, and hears which', async (tier, places) => {
    const { email, cookies } = await member(tier)
    const phone = await signIn(server, email)
    const ids: string[] = []
    for (let place = 0; place < places; place++) {
      ids.unshift(await start(place === 0 ? phone : cookies, { from: place === 0 ? IPHONE : FIREFOX }))
      server.clock.advance(1_000)
    }
    const response = await stream(cookies, { item: rain })
    expect(response.statusCode).toBe(429)
    const { code, detail, max_streams, streams } = response.json()
    expect([code, max_streams]).toEqual(['stream_limit', places])
    expect(detail).toMatch(/at the same time.*take it over/)
    expect(streams.map(({ id }: { id: string }) => id)).toEqual(ids)
    expect(streams.at(-1)).toEqual({
      id: ids.at(-1),
      content_id: ocean,
      title: 'Ocean',
      device: 'Safari on iPhone',
      started_at: expect.any(String),
      last_seen_at: expect.any(String),
      is_this_sign_in: false,
    })
    expect(response.body).not.toMatch(/m3u8|Mozilla/)
  })

  test('200: a stream that is taken over ends in the step that starts the new one, and its device hears by which', async () => {
    const { email, cookies } = await member()
    const phone = await signIn(server, email)
    const first = await start(cookies)
    const second = await start(phone, { takesOver: first.toUpperCase(), from: IPHONE })
    expect(await running(cookies)).toEqual([second])
    expect(await isRevoked(first)).toBe(true)
    const answer = await beat(first, cookies)
    expect(answer.statusCode).toBe(409)
    expect(answer.json()).toMatchObject({ code: 'stream_ended', reason: 'taken_over', by_device: 'Safari on iPhone' })
  })

  test.each<[string, () => Promise<string>]>([
    ['that nobody began', async () => randomUUID()],
    ["of somebody else's", async () => start((await member()).cookies)],
    [
      'that has ended',
      async () => {
        const { cookies } = await member()
        const id = await start(cookies)
        await end(id, cookies)
        return id
      },
    ],
  ])('429: taking over one %s frees no place, and ends nothing', async (_, make) => {
    const { cookies } = await member()
    const own = await start(cookies)
    const foreign = await make()
    const before = await isRevoked(foreign)
    expect((await stream(cookies, { takesOver: foreign })).statusCode).toBe(429)
    expect(await running(cookies)).toEqual([own])
    expect(await isRevoked(foreign)).toBe(before)
  })

  test('200: one that does not run any more is no error', async () => {
    const { cookies } = await member()
    const first = await start(cookies)
    await end(first, cookies)
    await start(cookies, { takesOver: first })
  })

  test('200: a player goes on in its own place, also when its page was loaded again', async () => {
    const { cookies } = await member()
    const id = await start(cookies)
    expect(await start(cookies, { renews: id })).toBe(id)
    expect(await running(cookies)).toEqual([id])
  })

  test('200: after a minute of silence a place is free, and the one who comes back takes another or hears that there is none', async () => {
    const { cookies } = await member('basic')
    const [lapsed, running1] = [await start(cookies), await start(cookies)]
    server.clock.advance(40_000)
    expect((await beat(running1, cookies)).statusCode).toBe(200)
    server.clock.advance(20_000)
    const third = await start(cookies)
    expect(await running(cookies)).toEqual([third, running1])
    expect(await isRevoked(lapsed)).toBe(false)
    expect((await stream(cookies, { renews: lapsed })).statusCode).toBe(429)
    expect(await isRevoked(lapsed)).toBe(false)
    const answer = await beat(lapsed, cookies)
    expect([answer.statusCode, answer.json().reason]).toEqual([409, 'no_place'])
    expect(await isRevoked(lapsed)).toBe(true)
  })

  test('401: a stream does not begin when its sign-in has just ended, although this process has not heard of it', async () => {
    const { cookies } = await member()
    await server.db.transaction(async (db) => {
      await db.query('', `alter table sign_ins disable trigger sign_ins_member_changed`)
      await db.query(
        '',
        `update sign_ins set revoked_at = now() where sub = (select sub from sign_ins order by created_at desc limit 1)`,
      )
      await db.query('', `alter table sign_ins enable trigger sign_ins_member_changed`)
    })
    expect((await stream(cookies)).statusCode).toBe(401)
  })

  test('200: no two streams of an item have tokens that expire in the same second, also through two processes', async () => {
    const { cookies } = await member('premium')
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, number) => stream(cookies, { at: number % 2 === 0 ? server : another })),
    )
    const last = Math.floor(server.clock.nowMs() / 1000) + 7_200
    const expiries = new Set(answers.map((answer) => answer.json().expires_at))
    expect(expiries).toEqual(new Set([last - 3, last - 2, last - 1, last]))
  })

  test('429: however many ask through several processes at once, no more play than may', async () => {
    for (const [tier, places] of [
      ['free', 1],
      ['basic', 2],
      ['premium', 4],
    ] as const) {
      const { cookies } = await member(tier)
      for (let round = 0; round < 5; round++) {
        const answers = await Promise.all(
          Array.from({ length: 50 }, (_, number) => stream(cookies, { at: number % 2 === 0 ? server : another })),
        )
        const playing = answers.filter(({ statusCode }) => statusCode === 200)
        expect(playing).toHaveLength(places)
        expect(await running(cookies)).toHaveLength(places)
        server.clock.advance(60_000)
      }
    }
  })
})

describe('GET /api/streaming/sessions', () => {
  test('200: what runs, on which device, since when; nobody else’s', async () => {
    const { email, cookies } = await member('basic')
    const phone = await signIn(server, email)
    const first = await start(phone, { from: IPHONE })
    server.clock.advance(30_000)
    const second = await start(cookies, { item: rain })
    await start((await member()).cookies)
    const response = await server.request('GET', '/api/streaming/sessions', { cookies })
    expect(response.statusCode).toBe(200)
    const now = server.clock.nowMs()
    const common = (atMs: number) => ({
      started_at: new Date(atMs).toISOString(),
      last_seen_at: new Date(atMs).toISOString(),
    })
    expect(response.json()).toEqual({
      max_streams: 2,
      streams: [
        {
          ...common(now),
          id: second,
          content_id: rain,
          title: 'Rain',
          device: 'Firefox on Linux',
          is_this_sign_in: true,
        },
        {
          ...common(now - 30_000),
          id: first,
          content_id: ocean,
          title: 'Ocean',
          device: 'Safari on iPhone',
          is_this_sign_in: false,
        },
      ],
    })
    server.clock.advance(60_000)
    expect(await running(cookies)).toEqual([])
  })

  test('200: a device that is signed out leaves its place at once', async () => {
    const { email, cookies } = await member()
    const phone = await signIn(server, email)
    await start(phone)
    await server.request('POST', '/auth/logout', { cookies: phone })
    expect(await running(cookies)).toEqual([])
    await start(cookies)
  })

  test('401: nobody', async () => {
    expect((await server.request('GET', '/api/streaming/sessions')).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const { email, cookies } = await member()
    await setStanding(server.db, email, { status: 'suspended' })
    await until(async () => (await server.request('GET', '/api/streaming/sessions', { cookies })).statusCode === 403)
  })
})
