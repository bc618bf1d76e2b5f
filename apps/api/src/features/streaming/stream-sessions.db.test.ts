import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { setStanding, signIn, signUp } from '../../testing/members.ts'
import { letStreamsLapse } from '../../testing/streams.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
afterAll(() => server[Symbol.asyncDispose]())

const [ocean, rain] = [await publish(server, { title: 'Ocean' }), await publish(server, { title: 'Rain' })]
const [ada, grace] = [await signUp(server, 'ada@example.com'), await signUp(server, 'grace@example.com')]

const stream = async (item: string, cookies: string, sessionId?: string) => {
  await letStreamsLapse(server.db)
  return server.request('GET', `/api/streaming/content/${item}/stream${sessionId ? `?session_id=${sessionId}` : ''}`, {
    cookies,
    headers: { 'user-agent': 'Phone' },
  })
}
const open = async (...call: Parameters<typeof stream>): Promise<string> =>
  (await stream(...call)).json().stream_session.id
const rowOf = async (id: string) => {
  const [row] = await server.db.query('', 'select * from stream_sessions where id = $1', [id])
  return row
}

describe('GET /api/streaming/content/{content_id}/stream: the session', () => {
  test('is stored before its addresses are given out', async () => {
    const id = await open(ocean, ada)
    const now = new Date(Math.floor(server.clock.nowMs()))
    expect(await rowOf(id)).toMatchObject({
      content_id: ocean,
      user_agent: 'Phone',
      max_height: 480,
      started_at: now,
      last_seen_at: now,
      expires_at: new Date((Math.floor(server.clock.nowMs() / 1000) + 7200) * 1000),
      ended_at: null,
    })
  })

  test('keeps no more of what the client says of itself than is worth keeping', async () => {
    await letStreamsLapse(server.db)
    const headers = { 'user-agent': 'x'.repeat(13_000) }
    const url = `/api/streaming/content/${ocean}/stream`
    const { stream_session } = (await server.request('GET', url, { cookies: ada, headers })).json()
    expect((await rowOf(stream_session.id))?.user_agent).toBe('x'.repeat(256))
  })

  test('is each of many that begin at once', async () => {
    const people = await Promise.all(
      Array.from({ length: 20 }, (_, number) => signUp(server, `${number}.at.once@example.com`)),
    )
    const ids = await Promise.all(people.map((cookies) => open(ocean, cookies)))
    expect(new Set(ids).size).toBe(20)
    const rows = await server.db.query('', 'select id from stream_sessions where id = any($1::uuid[])', [ids])
    expect(rows).toHaveLength(20)
  })

  test('is refused to a member who is gone (401), or of an item that is (404), and to nobody who asks at the same time', async () => {
    const [gone, forgotten] = [await signUp(server, 'gone@example.com'), await publish(server, { title: 'Forgotten' })]
    expect((await stream(forgotten, gone)).statusCode).toBe(200)
    await server.db.transaction(async (db) => {
      // What this process holds in memory is a moment old.
      await db.query('', 'alter table users disable trigger user; alter table content disable trigger user')
      await db.query('', `delete from users where email = 'gone@example.com'`)
      await db.query('', 'delete from content where id = $1', [forgotten])
      await db.query('', 'alter table users enable trigger user; alter table content enable trigger user')
    })
    const people = await Promise.all(
      Array.from({ length: 10 }, (_, number) => signUp(server, `${number}.same.time@example.com`)),
    )
    const asked = people.flatMap((cookies) => [stream(ocean, gone), stream(ocean, cookies), stream(forgotten, grace)])
    const answers = await Promise.all(asked)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(asked.map((_, index) => [401, 200, 404][index % 3]))
  })

  test('is gone on with by its own player, with a later end and the cap of today', async () => {
    const id = await open(ocean, ada)
    const before = await rowOf(id)
    const endsAtMs = () => (Math.floor(server.clock.nowMs() / 1000) + 7_200) * 1000
    await setStanding(server.db, 'ada@example.com', { tier: 'basic' })
    await until(async () => (await stream(ocean, ada, id)).json().max_quality === '720p')
    const renewed = await rowOf(id)
    expect([renewed?.expires_at, renewed?.max_height]).toEqual([before?.expires_at, 720])
    server.clock.advance(1_800_000)
    expect(await open(ocean, ada, id.toUpperCase())).toBe(id)
    const after = await rowOf(id)
    expect(after?.started_at).toEqual(before?.started_at)
    expect(after?.expires_at.getTime()).toBe(endsAtMs())
    expect(after?.earlier_expires_at).toEqual([before?.expires_at])
  })

  test.each<[string, () => Promise<string>]>([
    ['of another member', () => open(ocean, grace)],
    ['of another item', () => open(rain, ada)],
    ['that nobody began', async () => randomUUID()],
    [
      'that was ended',
      async () => {
        const id = await open(ocean, ada)
        await server.db.query('', 'update stream_sessions set ended_at = now() where id = $1', [id])
        return id
      },
    ],
    ['of another sign-in of the same member', async () => open(ocean, await signIn(server, 'ada@example.com'))],
  ])('%s is not taken over: a new one begins', async (_, make) => {
    const foreign = await make()
    await letStreamsLapse(server.db)
    const before = await rowOf(foreign)
    const id = await open(ocean, ada, foreign)
    expect(id).not.toBe(foreign)
    expect(await rowOf(foreign)).toEqual(before)
    expect(await rowOf(id)).toBeDefined()
  })

  test('422: an id of a session that is none is refused', async () => {
    for (const id of ['1', 'x'.repeat(36), `${randomUUID()}0`]) {
      expect((await stream(ocean, ada, id)).statusCode).toBe(422)
    }
  })

  test('is not begun for somebody who may not play', async () => {
    const premium = await publish(server, { title: 'Premium', tier: 'premium' })
    expect((await stream(premium, grace)).statusCode).toBe(403)
    const rows = await server.db.query('', 'select id from stream_sessions where content_id = $1', [premium])
    expect(rows).toEqual([])
  })
})
