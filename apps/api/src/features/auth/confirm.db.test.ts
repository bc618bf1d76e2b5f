import { afterAll, describe, expect, test } from 'vitest'
import { codeFor, wrongCode } from '../../testing/codes.ts'
import { mailsTo } from '../../testing/mails.ts'
import { PASSWORD, PRODUCTION } from '../../testing/members.ts'
import { cookiesOf, testServer } from '../../testing/test-server.ts'

/** Where the limits are not what is tested, each request comes from a client of its own. */
let clients = 0
const server = await testServer(PRODUCTION)
afterAll(() => server[Symbol.asyncDispose]())

const send = (url: string, body: object, from?: string) => {
  clients += 1
  return server.request('POST', url, { body, from: from ?? `10.0.${clients >> 8}.${clients & 255}` })
}
const register = (email: string, password = PASSWORD) =>
  send('/auth/register', { email, password, full_name: 'Ada Lovelace' })
const confirm = (email: string, code: string, from?: string) => send('/auth/confirm', { email, code }, from)
const resend = (email: string, from?: string) => send('/auth/resend-confirmation', { email }, from)
const login = (email: string, password = PASSWORD) => send('/auth/login', { email, password })

describe('POST /auth/register in production', () => {
  test('200: nobody is signed in, and there is no member, before the address is confirmed', async () => {
    const response = await register('ada@example.com')
    expect(response.json()).toEqual({ success: true, confirmation_required: true, message: expect.any(String) })
    expect(response.headers['set-cookie']).toBeUndefined()
    expect(await mailsTo(server, 'ada@example.com')).toEqual([
      { kind: 'confirm_address', code: expect.stringMatching(/^\d{6}$/) },
    ])
    expect(await server.db.query('', `select 1 from users where email = 'ada@example.com'`)).toEqual([])
  })

  test('200: the mail with the code speaks what was asked for, as do another one, and one for a new password', async () => {
    const email = 'greta@example.com'
    const inGerman = (url: string, body: object) =>
      server.request('POST', url, { body, from: '10.8.8.8', headers: { 'accept-language': 'de-CH,de;q=0.9,en;q=0.8' } })
    await inGerman('/auth/register', { email, password: PASSWORD, full_name: 'Greta' })
    await inGerman('/auth/resend-confirmation', { email })
    await confirm(email, await codeFor(server, email))
    await inGerman('/auth/forgot-password', { email })
    expect(await mailsTo(server, email)).toMatchObject([
      { kind: 'confirm_address', language: 'de' },
      { kind: 'confirm_address', language: 'de' },
      { kind: 'reset_password', language: 'de' },
    ])
  })

  test('200: an address with an account is answered alike; its owner is told, once a day', async () => {
    const first = await register('owner@example.com')
    await confirm('owner@example.com', await codeFor(server, 'owner@example.com'))
    const again = [await register('owner@example.com'), await register('owner@example.com', 'FreshTides-7-blue')]
    for (const { statusCode, body } of again) {
      expect(statusCode).toBe(first.statusCode)
      expect(body).toBe(first.body)
    }
    expect((await mailsTo(server, 'owner@example.com')).map(({ kind }) => kind)).toEqual([
      'confirm_address',
      'address_exists',
    ])
    expect((await login('owner@example.com')).statusCode).toBe(200)
    expect((await login('owner@example.com', 'FreshTides-7-blue')).statusCode).toBe(401)
  })

  test('200: nobody waits in an address that is not theirs: whoever registers it later gets the account', async () => {
    await register('taken@example.com', 'Hijacker-Waits-1')
    await register('taken@example.com')
    await confirm('taken@example.com', await codeFor(server, 'taken@example.com'))
    expect((await login('taken@example.com', 'Hijacker-Waits-1')).statusCode).toBe(401)
    expect((await login('taken@example.com')).statusCode).toBe(200)
  })

  test('200: a code opens no password that was registered after it was mailed, when no more codes are', async () => {
    const email = 'besieged@example.com'
    for (let registered = 1; registered <= 9; registered += 1) await register(email, `Hijacker-Waits-${registered}`)
    await register(email)
    const code = await codeFor(server, email)
    await register(email, 'Hijacker-Waits-10')
    expect(await mailsTo(server, email)).toHaveLength(10)
    expect((await confirm(email, code)).statusCode).toBe(200)
    expect((await login(email, 'Hijacker-Waits-10')).statusCode).toBe(401)
    await send('/auth/forgot-password', { email })
    const reset = { email, code: await codeFor(server, email), new_password: 'FreshTides-7-blue' }
    expect((await send('/auth/reset-password', reset)).statusCode).toBe(200)
    expect((await login(email, 'FreshTides-7-blue')).statusCode).toBe(200)
  })

  test('403: the right password alone learns that the address waits to be confirmed', async () => {
    await register('waiting@example.com')
    expect((await login('waiting@example.com')).json()).toMatchObject({ status: 403, code: 'not_confirmed' })
    expect((await login('waiting@example.com', `${PASSWORD}?`)).json().code).toBe('invalid_credentials')
  })
})

describe('POST /auth/confirm', () => {
  test('200: the code of the mail lets its owner sign in', async () => {
    await register('bea@example.com')
    const response = await confirm('bea@example.com', await codeFor(server, 'bea@example.com'))
    expect(response.json()).toEqual({ success: true, message: expect.any(String) })
    expect(response.headers['set-cookie']).toBeUndefined()
    const signedIn = await login('bea@example.com')
    expect(signedIn.statusCode).toBe(200)
    const me = await server.request('GET', '/auth/me', { cookies: cookiesOf(signedIn), from: '10.9.9.9' })
    expect(me.json()).toMatchObject({ email: 'bea@example.com', name: 'Ada Lovelace', role: 'free_user' })
  })

  test('400: a wrong code, a confirmed address and an unknown one are answered alike', async () => {
    await register('cleo@example.com')
    const code = await codeFor(server, 'cleo@example.com')
    const wrong = await confirm('cleo@example.com', wrongCode(code))
    await confirm('cleo@example.com', code)
    const answers = [wrong, await confirm('cleo@example.com', code), await confirm('nobody@example.com', code)]
    const bodies = answers.map((response) => ({ ...response.json(), request_id: '' }))
    expect(bodies[0]).toMatchObject({ status: 400, code: 'invalid_code' })
    expect(bodies).toEqual([bodies[0], bodies[0], bodies[0]])
  })

  test('422: what is no code is refused', async () => {
    expect((await confirm('dora@example.com', '12 34 56')).json().errors[0].loc).toEqual(['body', 'code'])
  })

  test('429: ten attempts in an hour from one address at one account', async () => {
    for (let tried = 0; tried < 10; tried += 1) {
      expect((await confirm('target@example.com', '123456', '192.0.2.1')).statusCode).toBe(400)
    }
    expect((await confirm('target@example.com', '123456', '192.0.2.1')).statusCode).toBe(429)
    expect((await confirm('another@example.com', '123456', '192.0.2.1')).statusCode).toBe(400)
  })
})

describe('POST /auth/resend-confirmation', () => {
  test('200: whoever waits gets another code, and it alone is good', async () => {
    await register('eva@example.com')
    const old = await codeFor(server, 'eva@example.com')
    await resend('eva@example.com')
    const code = await codeFor(server, 'eva@example.com')
    expect(await mailsTo(server, 'eva@example.com')).toHaveLength(2)
    if (old !== code) expect((await confirm('eva@example.com', old)).statusCode).toBe(400)
    expect((await confirm('eva@example.com', code)).statusCode).toBe(200)
  })

  test('200: who is confirmed, and who is unknown, get the same answer and no mail', async () => {
    await register('flo@example.com')
    const waiting = await resend('flo@example.com')
    await confirm('flo@example.com', await codeFor(server, 'flo@example.com'))
    const mails = (await mailsTo(server, 'flo@example.com')).length
    for (const email of ['flo@example.com', 'unknown@example.com']) {
      expect((await resend(email)).body).toBe(waiting.body)
    }
    expect(await mailsTo(server, 'flo@example.com')).toHaveLength(mails)
    expect(await mailsTo(server, 'unknown@example.com')).toEqual([])
  })

  test('422: what is no address is refused', async () => {
    expect((await resend('flo')).statusCode).toBe(422)
  })

  test('429: five requests in 15 minutes from one address', async () => {
    for (let asked = 0; asked < 5; asked += 1) {
      expect((await resend(`${asked}@example.com`, '192.0.2.7')).statusCode).toBe(200)
    }
    expect((await resend('6@example.com', '192.0.2.7')).statusCode).toBe(429)
  })
})
