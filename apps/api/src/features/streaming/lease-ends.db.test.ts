import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { signIn } from '../../testing/members.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'
import { playersOf } from './testing/players.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
const another = await secondServer(server, { ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
afterAll(async () => {
  await another[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
})

const ocean = await publish(server, { title: 'Ocean' })
await until(() => another.parts.streaming.findItem(ocean))
const { become, member, stream, start, running, beat, end, isRevoked } = playersOf(server, [another], ocean)

describe('DELETE /api/streaming/sessions/{id}', () => {
  test('204: it ends, from any device of the member, once and for all; its place is free', async () => {
    const { email, cookies } = await member()
    const phone = await signIn(server, email)
    const id = await start(phone)
    expect((await end(id.toUpperCase(), cookies)).statusCode).toBe(204)
    expect(await isRevoked(id)).toBe(true)
    expect((await end(id, cookies)).statusCode).toBe(204)
    const answer = await beat(id, phone)
    expect([answer.statusCode, answer.json().reason]).toEqual([409, 'ended_by_member'])
    await start(cookies)
  })

  test("404: somebody else's and an unknown one, alike", async () => {
    const { cookies } = await member()
    const foreign = await start((await member()).cookies)
    for (const id of [foreign, randomUUID()]) expect((await end(id, cookies)).statusCode).toBe(404)
    expect(await isRevoked(foreign)).toBe(false)
  })

  test('401: nobody', async () => {
    expect((await server.request('DELETE', `/api/streaming/sessions/${randomUUID()}`)).statusCode).toBe(401)
  })
})

describe('POST /api/streaming/sessions/{id}/heartbeat', () => {
  test('200: keeps the place, through any process', async () => {
    const { cookies } = await member()
    const id = await start(cookies)
    for (let minute = 0; minute < 4; minute++) {
      server.clock.advance(45_000)
      const answer = await beat(id, cookies, minute % 2 === 0 ? another : server)
      expect([answer.statusCode, answer.json()]).toEqual([200, { heartbeat_seconds: 30 }])
      expect((await stream(cookies)).statusCode).toBe(429)
    }
  })

  test('200: takes the place back that nobody took', async () => {
    const { cookies } = await member()
    const id = await start(cookies)
    server.clock.advance(3_600_000)
    expect(await running(cookies)).toEqual([])
    expect((await beat(id, cookies)).statusCode).toBe(200)
    expect(await running(cookies)).toEqual([id])
  })

  test('409: the tier does not cover the stream any more; it starts again with what does', async () => {
    const { email, cookies } = await member('premium')
    const id = await start(cookies)
    await become('basic', { email, cookies })
    const answer = await beat(id, cookies)
    expect([answer.statusCode, answer.json().reason]).toEqual([409, 'tier_changed'])
    expect(await running(cookies)).toEqual([])
    expect(await start(cookies, { renews: id })).not.toBe(id)
  })

  test('409: the item was withdrawn; its place is free', async () => {
    const { cookies } = await member()
    const item = await publish(server, { title: 'Withdrawn' })
    const id = await start(cookies, { item })
    await server.db.query('', `update content set status = 'draft' where id = $1`, [item])
    await until(() => !server.parts.streaming.findItem(item))
    const answer = await beat(id, cookies)
    expect([answer.statusCode, answer.json().reason]).toEqual([409, 'withdrawn'])
    await start(cookies)
  })

  test('409: the sign-in that began it has ended', async () => {
    const { email, cookies } = await member()
    const phone = await signIn(server, email)
    const id = await start(phone)
    await server.request('POST', '/auth/logout', { cookies: phone })
    const answer = await beat(id, cookies)
    expect([answer.statusCode, answer.json().reason]).toEqual([409, 'signed_out'])
  })

  test("404: an unknown one, somebody else's, and one of another sign-in", async () => {
    const { email, cookies } = await member()
    const ids = [randomUUID(), await start((await member()).cookies), await start(await signIn(server, email))]
    for (const id of ids) expect((await beat(id, cookies)).statusCode).toBe(404)
  })

  test('401: nobody', async () => {
    expect((await server.request('POST', `/api/streaming/sessions/${randomUUID()}/heartbeat`)).statusCode).toBe(401)
  })
})
