import { afterAll, describe, expect, test } from 'vitest'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { buildServer } from '../../server.ts'
import { mailsTo } from '../../testing/mails.ts'
import { PASSWORD, setStanding, signIn, signUp } from '../../testing/members.ts'
import { cookiesOf, requester, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const NEW_PASSWORD = 'FreshTides-7-blue'
const change = (cookies: string, body: object = {}, send = server.request) =>
  send('POST', '/auth/change-password', {
    cookies,
    body: { current_password: PASSWORD, new_password: NEW_PASSWORD, ...body },
  })
const login = (email: string, password: string) => server.request('POST', '/auth/login', { body: { email, password } })
const me = async (cookies: string) => (await server.request('GET', '/auth/me', { cookies })).statusCode

describe('POST /auth/change-password', () => {
  test('200: this device stays signed in, every other is out; it is recorded, and the owner is told', async () => {
    const email = 'ada@example.com'
    const here = await signUp(server, email)
    const others = [await signIn(server, email), await signIn(server, email)]
    const response = await change(here)
    expect(response.json()).toEqual({ success: true, message: expect.any(String) })
    expect(await me(here)).toBe(200)
    expect((await server.request('POST', '/auth/refresh', { cookies: here })).statusCode).toBe(200)
    for (const cookies of others) {
      expect(await me(cookies)).toBe(401)
      expect((await server.request('POST', '/auth/refresh', { cookies })).statusCode).toBe(401)
    }
    expect((await login(email, PASSWORD)).statusCode).toBe(401)
    expect((await login(email, NEW_PASSWORD)).statusCode).toBe(200)
    expect(await mailsTo(server, email)).toContainEqual({ kind: 'password_changed' })
    const [act] = await server.db.query(
      '',
      `select after from audit_log where action = 'account.password_changed'
       and target = (select cognito_sub from users where email = $1)`,
      [email],
    )
    expect(act).toEqual({ after: { ended: 2 } })
  })

  test('200: a device whose session the provider ended with the others is signed in anew', async () => {
    const cookies = await signUp(server, 'anew@example.com')
    const { identity } = server.parts.auth
    const keepsNobody: IdentityProvider = {
      ...identity,
      changePassword: async (change, storeWith) => {
        await identity.changePassword(change, (tx, { sub }) => storeWith(tx, { sub, kept: false }))
        return identity.signOutEverywhere(change.sub, null)
      },
    }
    const app = await buildServer({ ...server.parts, auth: { ...server.parts.auth, identity: keepsNobody } })
    const response = await change(cookies, {}, requester(app, server.contract))
    expect(response.statusCode).toBe(200)
    expect(await me(cookies)).toBe(401)
    expect(await me(cookiesOf(response))).toBe(200)
  })

  test('401: nobody else changes it', async () => {
    expect((await change('')).statusCode).toBe(401)
  })

  test('403: nor does somebody who is suspended', async () => {
    const cookies = await signUp(server, 'suspended@example.com')
    await setStanding(server.db, 'suspended@example.com', { status: 'suspended' })
    await until(async () => (await change(cookies, { current_password: 'x' })).statusCode === 403)
  })

  test('422: a wrong current password is refused beside its field, and changes nothing', async () => {
    const cookies = await signUp(server, 'wrong@example.com')
    const response = await change(cookies, { current_password: `${PASSWORD}?` })
    expect(response.statusCode).toBe(422)
    expect(response.json().errors[0].loc).toEqual(['body', 'current_password'])
    expect((await login('wrong@example.com', PASSWORD)).statusCode).toBe(200)
    expect(await mailsTo(server, 'wrong@example.com')).not.toContainEqual({ kind: 'password_changed' })
  })

  test.each([
    ['short', 'Abc12!x'],
    ['guessed', 'Liverpool1!'],
    ['named', 'TestUser1!'],
  ])('422: a new password that is %s is refused', async (name, new_password) => {
    const cookies = await signUp(server, `${name}.password@example.com`)
    const response = await change(cookies, { new_password })
    expect(response.statusCode).toBe(422)
    expect(response.json().errors[0].loc).toEqual(['body', 'new_password'])
  })

  test('429: whoever found a device open tries ten passwords an hour', async () => {
    await using limited = await testServer({ RATE_LIMIT_PASSWORD_RESET: '5/15min' })
    const cookies = await signUp(limited, 'open@example.com')
    const attempt = async (n: number) =>
      (await change(cookies, { current_password: `guess ${n}` }, limited.request)).statusCode
    for (let tried = 0; tried < 10; tried += 1) expect(await attempt(tried)).toBe(422)
    expect(await attempt(10)).toBe(429)
  })
})
