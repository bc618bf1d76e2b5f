import { afterAll, describe, expect, test } from 'vitest'
import { cookieValue, setStanding, signIn, signUp } from '../../testing/members.ts'
import { cookiesOf, secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
await signUp(server, email)
const DAY_MS = 86_400_000
/** Rotations of before the grace window, by the database's clock, which no test moves. */
const graceEnds = () =>
  server.db.query('', `update identity_refresh_tokens set rotated_at = rotated_at - interval '30001 ms'`)
const refresh = (cookies?: string, at = server) => at.request('POST', '/auth/refresh', cookies ? { cookies } : {})
const me = async (cookies: string) => (await server.request('GET', '/auth/me', { cookies })).statusCode

describe('POST /auth/refresh', () => {
  test('200: rotates both cookies; no token stands in the body', async () => {
    const before = await signIn(server, email)
    const response = await refresh(before)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({ success: true, expires_in: 900 })
    expect(response.headers['set-cookie']).toEqual([
      expect.stringMatching(/^access_token=[\w.-]+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
      expect.stringMatching(/^refresh_token=[\w-]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
    ])
    const after = cookiesOf(response)
    expect(cookieValue(after, 'refresh_token')).not.toBe(cookieValue(before, 'refresh_token'))
    expect(await me(after)).toBe(200)
  })

  test('200: a session that is used goes on; seven days without use end it', async () => {
    let cookies = await signIn(server, email)
    for (let round = 0; round < 3; round++) {
      server.clock.advance(6 * DAY_MS)
      const response = await refresh(cookies)
      expect(response.statusCode).toBe(200)
      cookies = cookiesOf(response)
    }
    server.clock.advance(7 * DAY_MS)
    expect((await refresh(cookies)).statusCode).toBe(401)
  })

  test('200: the access token may have expired', async () => {
    const cookies = await signIn(server, email)
    server.clock.advance(60 * 60_000)
    expect(await me(cookies)).toBe(401)
    expect(await me(cookiesOf(await refresh(cookies)))).toBe(200)
  })

  test('200: eight tabs that refresh at once all stay signed in', async () => {
    const cookies = await signIn(server, email)
    const responses = await Promise.all(Array.from({ length: 8 }, () => refresh(cookies)))
    expect(responses.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200))
    server.clock.advance(10 * 60_000)
    const next = await Promise.all(responses.map((response) => refresh(cookiesOf(response))))
    expect(next.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(200))
  })

  test('200: two processes agree: each takes up what the other rotated', async () => {
    await using other = await secondServer(server)
    let cookies = await signIn(server, email)
    for (const at of [other, server, other]) {
      await graceEnds()
      const response = await refresh(cookies, at)
      expect(response.statusCode).toBe(200)
      cookies = cookiesOf(response)
    }
    const first = await refresh(cookies)
    await graceEnds()
    expect((await refresh(cookies, other)).statusCode).toBe(401)
    expect((await refresh(cookiesOf(first))).statusCode).toBe(401)
  })

  test.each([-60_000, -30_000, 30_000, 60_000])(
    '200: a process whose clock is %d ms off ends nobody',
    async (offMs) => {
      await using other = await secondServer(server, {}, { ...server.clock, nowMs: () => server.clock.nowMs() + offMs })
      const cookies = await signIn(server, email)
      const [here, there] = [await refresh(cookies), await refresh(cookies, other)]
      expect([here.statusCode, there.statusCode]).toEqual([200, 200])
      for (const [from, at] of [
        [here, other],
        [there, server],
      ] as const) {
        const ask = await at.request('GET', '/auth/me', { cookies: cookiesOf(from) })
        expect(ask.statusCode).toBe(200)
      }
      server.clock.advance(899_000)
      expect((await other.request('GET', '/auth/me', { cookies: cookiesOf(here) })).statusCode).toBe(200)
      expect((await refresh(cookiesOf(here), other)).statusCode).toBe(200)
      expect((await refresh(cookiesOf(there))).statusCode).toBe(200)
    },
  )

  test('200: within the grace window the cookie lives as long as the session does, no longer', async () => {
    const cookies = await signIn(server, email)
    await refresh(cookies)
    server.clock.advance(20_000)
    const late = (await refresh(cookies)).cookies.find(({ name }) => name === 'refresh_token')
    expect(late?.maxAge).toBe(7 * 86_400 - 20)
  })

  test('401: a token that was used before the grace window ends the whole session, access included', async () => {
    const stolen = await signIn(server, email)
    const current = cookiesOf(await refresh(stolen))
    expect(await me(current)).toBe(200)
    await graceEnds()
    const response = await refresh(stolen)
    expect(response.statusCode).toBe(401)
    expect(response.json()).toMatchObject({
      code: 'session_ended',
      detail: 'Your session has ended. Sign in again.',
    })
    expect((await refresh(current)).statusCode).toBe(401)
    await until(async () => (await me(current)) === 401)
  })

  test('401: a token two generations old ends the session even within the grace window', async () => {
    const stolen = await signIn(server, email)
    const current = cookiesOf(await refresh(cookiesOf(await refresh(stolen))))
    expect((await refresh(stolen)).statusCode).toBe(401)
    expect((await refresh(current)).statusCode).toBe(401)
  })

  test('401: reuse ends that session alone', async () => {
    const [stolen, elsewhere] = [await signIn(server, email), await signIn(server, email)]
    await refresh(stolen)
    await graceEnds()
    expect((await refresh(stolen)).statusCode).toBe(401)
    expect((await refresh(elsewhere)).statusCode).toBe(200)
  })

  test.each([
    ['no cookie', undefined],
    ['an empty one', 'refresh_token='],
    ['garbage', 'refresh_token=garbage'],
    ['a token of zeros', `refresh_token=${'A'.repeat(70)}`],
  ])('401: %s', async (_, cookies) => {
    expect((await refresh(cookies)).statusCode).toBe(401)
  })

  test('401: changing any byte of a token makes it void and ends nobody', async () => {
    const cookies = await signIn(server, email)
    const token = Buffer.from(cookieValue(cookies, 'refresh_token'), 'base64url')
    for (let index = 0; index < token.length; index++) {
      const forged = Buffer.from(token)
      forged.writeUInt8(forged.readUInt8(index) ^ 1, index)
      const response = await refresh(`refresh_token=${forged.toString('base64url')}`)
      expect(response.statusCode, `byte ${index}`).toBe(401)
    }
    expect((await refresh(cookies)).statusCode).toBe(200)
  })

  test('401: a refusal clears the cookies, so that the browser stops asking', async () => {
    const response = await refresh('refresh_token=garbage')
    expect(response.cookies.map(({ name, value, maxAge }) => ({ name, value, maxAge }))).toEqual([
      { name: 'access_token', value: '', maxAge: 0 },
      { name: 'refresh_token', value: '', maxAge: 0 },
    ])
  })

  test('403: a suspended member is told so, and the session is over', async () => {
    const cookies = await signUp(server, 'suspended@example.com')
    await setStanding(server.db, 'suspended@example.com', { status: 'suspended' })
    const response = await refresh(cookies)
    expect(response.statusCode).toBe(403)
    expect(response.json().code).toBe('account_suspended')
    await setStanding(server.db, 'suspended@example.com', { status: 'active' })
    expect((await refresh(cookies)).statusCode).toBe(401)
  })

  test('401: a deleted member gets no new tokens', async () => {
    const cookies = await signUp(server, 'deleted@example.com')
    await setStanding(server.db, 'deleted@example.com', { status: 'deleted' })
    const response = await refresh(cookies)
    expect(response.statusCode).toBe(401)
    expect(cookiesOf(response)).toBe('')
  })
})
