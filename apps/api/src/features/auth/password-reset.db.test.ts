import { afterAll, describe, expect, test } from 'vitest'
import { codeFor, wrongCode } from '../../testing/codes.ts'
import { mailsTo } from '../../testing/mails.ts'
import { PASSWORD, signIn, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const NEW_PASSWORD = 'FreshTides-7-blue'
const HOUR_MS = 3_600_000
const forgot = (email: string, to = server, from?: string) =>
  to.request('POST', '/auth/forgot-password', { body: { email }, from })
const reset = (email: string, code: string, new_password = NEW_PASSWORD) =>
  server.request('POST', '/auth/reset-password', { body: { email, code, new_password } })
const login = (email: string, password: string) => server.request('POST', '/auth/login', { body: { email, password } })
const me = async (cookies: string) => (await server.request('GET', '/auth/me', { cookies })).statusCode
/** Registers somebody who then forgets the password. @returns the code. */
const forgetful = async (email: string) => {
  await signUp(server, email)
  await forgot(email)
  return codeFor(server, email)
}

describe('POST /auth/forgot-password', () => {
  test('200: an address with an account gets a code of six digits by mail', async () => {
    expect(await forgetful('ada@example.com')).toMatch(/^\d{6}$/)
    expect(await mailsTo(server, 'ada@example.com')).toEqual([
      { kind: 'reset_password', code: expect.stringMatching(/^\d{6}$/) },
    ])
  })

  test('200: an address without an account is answered alike, and gets no mail', async () => {
    await signUp(server, 'known@example.com')
    const [known, unknown] = [await forgot('known@example.com'), await forgot('unknown@example.com')]
    expect(unknown.statusCode).toBe(known.statusCode)
    expect(unknown.body).toBe(known.body)
    expect(known.json()).toEqual({ success: true, message: expect.any(String) })
    expect(await mailsTo(server, 'unknown@example.com')).toEqual([])
  })

  test('200: neither address nor code of what was asked stands in the table of codes', async () => {
    const code = await forgetful('hidden@example.com')
    await forgot('nobody.here@example.com')
    const rows = await db.query<{ all: string }>('', 'select c::text as all from identity_codes c')
    expect(rows.map(({ all }) => all).join()).not.toMatch(new RegExp(`example|${code}`))
  })

  test('200: an account gets ten codes a day at the most, and the last one stays good', async () => {
    await forgetful('flooded@example.com')
    for (let asked = 1; asked < 15; asked += 1) expect((await forgot('flooded@example.com')).statusCode).toBe(200)
    expect(await mailsTo(server, 'flooded@example.com')).toHaveLength(10)
    expect((await reset('flooded@example.com', await codeFor(server, 'flooded@example.com'))).statusCode).toBe(200)
  })

  test('422: what is no address is refused', async () => {
    expect((await forgot('ada')).json().errors[0].loc).toEqual(['body', 'email'])
  })

  test('429: five requests in 15 minutes from one address, whomever they name', async () => {
    await using limited = await testServer({ RATE_LIMIT_PASSWORD_RESET: '5/15min' })
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await forgot(`${asked}@example.com`, limited, '192.0.2.1')).statusCode).toBe(200)
    }
    const sixth = await forgot('6@example.com', limited, '192.0.2.1')
    expect(sixth.statusCode).toBe(429)
    expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(800)
    expect((await forgot('7@example.com', limited, '192.0.2.2')).statusCode).toBe(200)
  })
})

describe('POST /auth/reset-password', () => {
  test('200: the new password counts from then on, and the old one no more', async () => {
    const response = await reset('reset@example.com', await forgetful('reset@example.com'))
    expect(response.json()).toEqual({ success: true, message: expect.any(String) })
    expect(response.headers['set-cookie']).toBeUndefined()
    expect((await login('reset@example.com', PASSWORD)).statusCode).toBe(401)
    expect((await login('reset@example.com', NEW_PASSWORD)).statusCode).toBe(200)
  })

  test('200: every device is signed out, and cannot refresh; it is recorded, and the owner is told', async () => {
    const email = 'everywhere@example.com'
    const devices = [await signUp(server, email), await signIn(server, email)]
    await forgot(email)
    await reset(email, await codeFor(server, email))
    for (const cookies of devices) {
      expect(await me(cookies)).toBe(401)
      expect((await server.request('POST', '/auth/refresh', { cookies })).statusCode).toBe(401)
    }
    expect((await mailsTo(server, email)).at(-1)).toEqual({ kind: 'password_changed' })
    const [act] = await db.query(
      '',
      `select a.actor_kind, a.actor_sub = a.target as own, a.after, a.request_id is not null as by_request
       from audit_log a join users u on u.cognito_sub = a.target
       where u.email = $1 and a.action = 'account.password_reset'`,
      [email],
    )
    expect(act).toEqual({ actor_kind: 'member', own: true, after: { ended: 2 }, by_request: true })
  })

  test('400: a code is good once', async () => {
    const code = await forgetful('once@example.com')
    expect((await reset('once@example.com', code)).statusCode).toBe(200)
    expect((await reset('once@example.com', code, 'Another-Tide-8-red')).json().code).toBe('invalid_code')
    expect((await login('once@example.com', NEW_PASSWORD)).statusCode).toBe(200)
  })

  test('400: of many who enter the right code at once, one sets the password', async () => {
    const code = await forgetful('crowd@example.com')
    const answers = await Promise.all([1, 2, 3, 4].map((n) => reset('crowd@example.com', code, `FreshTides-${n}-blue`)))
    expect(answers.map(({ statusCode }) => statusCode).sort((a, b) => a - b)).toEqual([200, 400, 400, 400])
  })

  test('400: a code is good for an hour', async () => {
    const code = await forgetful('late@example.com')
    clock.advance(HOUR_MS)
    expect((await reset('late@example.com', code)).json().code).toBe('invalid_code')
  })

  test('400: a new code replaces the old one', async () => {
    const old = await forgetful('twice@example.com')
    await forgot('twice@example.com')
    const code = await codeFor(server, 'twice@example.com')
    expect((await reset('twice@example.com', old)).statusCode).toBe(old === code ? 200 : 400)
    if (old !== code) expect((await reset('twice@example.com', code)).statusCode).toBe(200)
  })

  test('400: after five wrong tries the right code is good for nothing', async () => {
    const code = await forgetful('guessed@example.com')
    for (let tried = 1; tried <= 5; tried += 1) {
      expect((await reset('guessed@example.com', wrongCode(code, tried))).statusCode).toBe(400)
    }
    expect((await reset('guessed@example.com', code)).statusCode).toBe(400)
    expect((await login('guessed@example.com', PASSWORD)).statusCode).toBe(200)
  })

  test('400: a wrong code, an unknown address and one without a code are answered alike', async () => {
    const code = await forgetful('alike@example.com')
    await forgot('nobody@example.com')
    await signUp(server, 'never.asked@example.com')
    const answers = await Promise.all(
      ['alike@example.com', 'nobody@example.com', 'never.asked@example.com', 'unheard.of@example.com'].map(
        async (email) => ({ ...(await reset(email, wrongCode(code))).json(), request_id: '' }),
      ),
    )
    expect(answers[0]).toMatchObject({ status: 400, code: 'invalid_code' })
    expect(answers).toEqual(Array(4).fill(answers[0]))
  })

  test('400: a code for one address or purpose opens no other', async () => {
    const code = await forgetful('mine@example.com')
    await forgetful('yours@example.com')
    if (code !== (await codeFor(server, 'yours@example.com'))) {
      expect((await reset('yours@example.com', code)).statusCode).toBe(400)
    }
    const confirmed = await server.request('POST', '/auth/confirm', { body: { email: 'mine@example.com', code } })
    expect(confirmed.statusCode).toBe(400)
  })

  test.each([
    ['five digits', { code: '12345' }, 'code'],
    ['letters', { code: 'abcdef' }, 'code'],
    ['a weak password', { new_password: 'secure' }, 'new_password'],
    ['a password that is easily guessed', { new_password: 'Liverpool1!' }, 'new_password'],
    ['a password made of the address', { new_password: 'Somebody1!' }, 'new_password'],
  ])('422: %s is refused, and counts as no try', async (_, change, field) => {
    const body = { email: 'somebody@example.com', code: '123456', new_password: NEW_PASSWORD, ...change }
    const response = await server.request('POST', '/auth/reset-password', { body })
    expect(response.statusCode).toBe(422)
    expect(response.json().errors[0].loc).toEqual(['body', field])
  })

  test('429: ten attempts in an hour from one address at one account', async () => {
    await using limited = await testServer({ RATE_LIMIT_PASSWORD_RESET: '5/15min' })
    const attempt = async (email: string) => {
      const body = { email, code: '123456', new_password: NEW_PASSWORD }
      return (await limited.request('POST', '/auth/reset-password', { body })).statusCode
    }
    for (let tried = 0; tried < 10; tried += 1) expect(await attempt('target@example.com')).toBe(400)
    expect(await attempt('target@example.com')).toBe(429)
    expect(await attempt('other@example.com')).toBe(400)
  })
})
