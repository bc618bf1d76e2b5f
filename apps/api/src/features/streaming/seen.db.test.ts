import { randomUUID } from 'node:crypto'
import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { setStanding, signIn } from '../../testing/members.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { testServer } from '../../testing/test-server.ts'
import { playersOf } from './testing/players.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
afterAll(() => server[Symbol.asyncDispose]())

const ocean = await publish(server, { title: 'Ocean' })
const { member, stream, start, running, end, isRevoked } = playersOf(server, [], ocean)
const authorization = `Bearer ${revocationFeedKey(TEST_KEYS.STREAMING_SECRET_KEY)}`
const report = (body: object, headers: Record<string, string> = { authorization }) =>
  server.request('POST', '/api/streaming/seen', { body: { streams: [], tokens: [], ...body }, headers })

describe('POST /api/streaming/seen', () => {
  test('204: a player without heartbeats keeps its place by what it fetches', async () => {
    const { cookies } = await member()
    const id = await start(cookies)
    for (let minute = 0; minute < 3; minute++) {
      server.clock.advance(40_000)
      expect((await report({ streams: [id] })).statusCode).toBe(204)
      expect((await stream(cookies)).statusCode).toBe(429)
    }
    server.clock.advance(60_000)
    expect(await running(cookies)).toEqual([])
  })

  test('204: one that had lapsed takes its place again; where none is free it ends, and no other does', async () => {
    const { cookies } = await member()
    const first = await start(cookies)
    server.clock.advance(3_600_000)
    await report({ streams: [first] })
    expect(await running(cookies)).toEqual([first])
    server.clock.advance(60_000)
    const second = await start(cookies)
    await report({ streams: [first, second] })
    expect(await running(cookies)).toEqual([second])
    expect([await isRevoked(first), await isRevoked(second)]).toEqual([true, false])
  })

  test("204: a token of the specification's three parameters counts as the stream that it was cut from", async () => {
    const { cookies } = await member('basic')
    const answers = [(await stream(cookies)).json(), (await stream(cookies)).json()]
    const [one, two] = answers.map(({ stream_session }) => stream_session.id)
    server.clock.advance(50_000)
    const { id: member_id } = (await server.request('GET', '/auth/me', { cookies })).json()
    await report({ tokens: [{ member_id, content_id: ocean, e: answers[1].expires_at }] })
    server.clock.advance(10_000)
    expect(await running(cookies)).toEqual([two])
    const foreign = { member_id: randomUUID(), content_id: ocean, e: answers[0].expires_at }
    await report({ tokens: [foreign, { ...foreign, member_id, content_id: randomUUID() }] })
    expect(await running(cookies)).not.toContain(one)
  })

  test('204: what has ended stays so: a stream, its sign-in, its member, its token', async () => {
    const { email, cookies } = await member('premium')
    const phone = await signIn(server, email)
    const [ended, ofPhone] = [await start(cookies), await start(phone)]
    await end(ended, cookies)
    await server.request('POST', '/auth/logout', { cookies: phone })
    const { email: gone, cookies: theirs } = await member()
    const suspended = await start(theirs)
    await setStanding(server.db, gone, { status: 'suspended' })
    await report({ streams: [ended, ofPhone, suspended, randomUUID()] })
    const rows = await server.db.query(
      '',
      'select from stream_sessions where id = any($1) and place is not null and ended_at is null',
      [[ended, ofPhone, suspended]],
    )
    expect(rows).toEqual([])
    const late = await start(cookies)
    server.clock.advance(7_201_000)
    await report({ streams: [late] })
    expect(await isRevoked(late)).toBe(false)
  })

  test('401: whoever is no edge', async () => {
    const { cookies } = await member()
    const requests: Record<string, string>[] = [
      {},
      { cookie: cookies },
      { authorization: 'Bearer ' },
      { authorization: authorization.slice(0, -1) },
    ]
    for (const headers of requests) expect((await report({}, headers)).statusCode).toBe(401)
  })

  test('422: what is no report', async () => {
    for (const streams of [['x'], [1], Array.from({ length: 2_001 }, () => randomUUID())]) {
      expect((await report({ streams })).statusCode).toBe(422)
    }
  })
})
