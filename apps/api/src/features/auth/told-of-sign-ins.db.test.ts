import { afterAll, describe, expect, test } from 'vitest'
import { mailsTo } from '../../testing/mails.ts'
import { PASSWORD, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0'
const login = (email: string, { cookies = '', userAgent = FIREFOX } = {}) =>
  server.request('POST', '/auth/login', {
    body: { email, password: PASSWORD },
    cookies,
    headers: { 'user-agent': userAgent },
  })

describe('a member is told by mail', () => {
  test('of a sign-in from a device that is not known, in words', async () => {
    await signUp(server, 'ada@example.com')
    await login('ada@example.com')
    expect(await mailsTo(server, 'ada@example.com')).toEqual([
      { kind: 'new_device', device: 'Firefox on Linux', country: null, atMs: server.clock.nowMs() },
    ])
  })

  test('not of one from a device on which they signed in before, nor of their registration', async () => {
    const cookies = await signUp(server, 'bob@example.com')
    expect((await login('bob@example.com', { cookies })).statusCode).toBe(200)
    expect(await mailsTo(server, 'bob@example.com')).toEqual([])
  })

  test('once a day of each kind of device', async () => {
    await signUp(server, 'eve@example.com')
    for (const userAgent of [FIREFOX, FIREFOX, 'curl/8.5.0']) await login('eve@example.com', { userAgent })
    server.clock.advance(86_400_000)
    await login('eve@example.com')
    const devices = (await mailsTo(server, 'eve@example.com')).map((mail) => 'device' in mail && mail.device)
    expect(devices).toEqual(['Firefox on Linux', 'Unknown device', 'Firefox on Linux'])
  })

  test('of a refresh token that was used twice: once, whoever goes on using it', async () => {
    const email = 'robbed@example.com'
    const stolen = await signUp(server, email)
    await server.request('POST', '/auth/refresh', { cookies: stolen })
    await server.db.query('', `update identity_refresh_tokens set rotated_at = rotated_at - interval '30001 ms'`)
    for (const _ of ['first', 'second']) await server.request('POST', '/auth/refresh', { cookies: stolen })
    expect(await mailsTo(server, email)).toEqual([
      { kind: 'refresh_token_reused', device: 'Unknown device', atMs: server.clock.nowMs() },
    ])
  })
})
