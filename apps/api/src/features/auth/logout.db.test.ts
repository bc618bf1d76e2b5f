import { afterAll, describe, expect, test } from 'vitest'
import { cookieValue, setStanding, signIn, signUp } from '../../testing/members.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
await signUp(server, email)
const logout = (cookies?: string) => server.request('POST', '/auth/logout', cookies ? { cookies } : {})
const me = async (cookies: string, at = server) => (await at.request('GET', '/auth/me', { cookies })).statusCode

describe('POST /auth/logout', () => {
  test('200: clears both cookies', async () => {
    const response = await logout(await signIn(server, email))
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({ success: true })
    expect(response.headers['set-cookie']).toEqual([
      'access_token=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Strict',
      'refresh_token=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; Secure; SameSite=Strict',
    ])
  })

  test('200: a copied access token opens nothing from then on', async () => {
    const cookies = await signIn(server, email)
    expect(await me(cookies)).toBe(200)
    await logout(cookies)
    expect(await me(cookies)).toBe(401)
  })

  test('200: not even if this process does not learn of it', async () => {
    const cookies = await signIn(server, email)
    expect(await me(cookies)).toBe(200)
    await server.db.query('', 'alter table sign_ins disable trigger sign_ins_member_changed')
    await logout(cookies)
    await server.db.query('', 'alter table sign_ins enable trigger sign_ins_member_changed')
    expect(await me(cookies)).toBe(401)
  })

  test('200: nor does it in another process, as soon as that learns of it', async () => {
    await using other = await secondServer(server)
    const cookies = await signIn(server, email)
    expect(await me(cookies, other)).toBe(200)
    await logout(cookies)
    await until(async () => (await me(cookies, other)) === 401)
  })

  test('200: a copied refresh token is refused from then on', async () => {
    const cookies = await signIn(server, email)
    await logout(cookies)
    const response = await server.request('POST', '/auth/refresh', { cookies })
    expect(response.statusCode).toBe(401)
    expect(response.json().code).toBe('session_ended')
  })

  test('200: the other devices of the member stay signed in', async () => {
    const [here, there] = [await signIn(server, email), await signIn(server, email)]
    await logout(here)
    expect(await me(there)).toBe(200)
  })

  test('200: either of the two cookies is enough to end the sign-in', async () => {
    for (const name of ['access_token', 'refresh_token'] as const) {
      const cookies = await signIn(server, email)
      await logout(`${name}=${cookieValue(cookies, name)}`)
      expect((await server.request('POST', '/auth/refresh', { cookies })).statusCode, name).toBe(401)
      await until(async () => (await me(cookies)) === 401)
    }
  })

  test('200: an access token that has expired is no obstacle', async () => {
    const cookies = await signIn(server, email)
    server.clock.advance(16 * 60_000)
    expect(await me(cookies)).toBe(401)
    await logout(cookies)
    expect((await server.request('POST', '/auth/refresh', { cookies })).statusCode).toBe(401)
  })

  test('200: a suspended member can sign out too', async () => {
    const cookies = await signUp(server, 'suspended@example.com')
    await setStanding(server.db, 'suspended@example.com', { status: 'suspended' })
    expect((await logout(cookies)).statusCode).toBe(200)
    const open = await server.db.query(
      '',
      `select 1 from sign_ins join users on cognito_sub = sub where email = $1 and revoked_at is null`,
      ['suspended@example.com'],
    )
    expect(open).toEqual([])
  })

  test('200: nobody, a stranger with a forged token, and a second logout get the same answer', async () => {
    const cookies = await signIn(server, email)
    await logout(cookies)
    for (const sent of [undefined, 'refresh_token=AAAA; access_token=x.y.z', cookies]) {
      const response = await logout(sent)
      expect(response.statusCode).toBe(200)
      expect(response.json()).toEqual({ success: true })
    }
  })
})
