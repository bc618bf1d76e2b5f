import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { cookieValue, PASSWORD, signIn, signUp, signUpAs } from '../../testing/members.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '120' })
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const MINUTE_MS = 60_000
const admin = await signUpAs(server, 'free', 'admin')
const EMAIL = 'free.admin@example.com'
/** An act that asks for a proof; 404 says that it was let through. */
const act = (cookies = admin, on = server) =>
  on.request('DELETE', `/api/studio/content/${randomUUID()}`, { cookies, body: {} })
const stepUp = (password: string, cookies = admin, on = server) =>
  on.request('POST', '/api/auth/step-up', { body: { password }, cookies })

describe('POST /api/auth/step-up', () => {
  test('200: it counts for five minutes, as signing in does, in every process', async () => {
    await using second = await secondServer(server)
    expect((await act()).statusCode).toBe(404)
    clock.advance(5 * MINUTE_MS)
    const refused = await act()
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'step_up_required'])
    expect((await act(admin, second)).json().code).toBe('step_up_required')
    const response = await stepUp(PASSWORD)
    const expected = new Date(clock.nowMs() + 5 * MINUTE_MS).toISOString()
    expect(response.json()).toEqual({ success: true, until: expected })
    expect((await act(admin, second)).statusCode).toBe(404)
    clock.advance(5 * MINUTE_MS - 1)
    expect((await act()).statusCode).toBe(404)
    clock.advance(1)
    expect((await act()).json().code).toBe('step_up_required')
  })

  test('200: it counts for the sign-in that asks alone, and leaves no other one behind', async () => {
    const other = await signIn(server, EMAIL)
    clock.advance(6 * MINUTE_MS)
    expect((await stepUp(PASSWORD)).statusCode).toBe(200)
    expect((await act()).statusCode).toBe(404)
    expect((await act(other)).json().code).toBe('step_up_required')
    const [row] = await db.query<{ count: number }>(
      '',
      'select count(*)::integer as count from sign_ins s join users u on u.cognito_sub = s.sub where u.email = $1',
      [EMAIL],
    )
    expect(row?.count).toBe(2)
  })

  test('200: who has no password signs in anew, but not at the provider itself', async () => {
    for (const [method, code] of [
      ['google', undefined],
      ['provider', 'step_up_required'],
    ] as const) {
      const tokens = await server.parts.auth.identity.signIn({ email: EMAIL, password: PASSWORD, client: 'test' })
      if (tokens.result !== 'signed_in') throw new Error('Nobody signed in')
      await server.parts.auth.signIns.begin(db, tokens.tokens, { device: null, country: null, method }, 0)
      const answer = await act(`access_token=${tokens.tokens.accessToken}`)
      expect([method, answer.json().code]).toEqual([method, code ?? 'not_found'])
    }
  })

  test('401: without a session', async () => {
    expect((await stepUp(PASSWORD, '')).statusCode).toBe(401)
  })

  test('422: with a wrong password, which is recorded, and changes nothing', async () => {
    clock.advance(6 * MINUTE_MS)
    const response = await stepUp('WrongPass123!')
    expect(response.statusCode).toBe(422)
    expect(response.json().errors).toEqual([{ loc: ['body', 'password'], msg: 'is not your password' }])
    expect((await act()).json().code).toBe('step_up_required')
    const failed = `select 1 from audit_log where action = 'account.sign_in_failed'`
    await until(async () => (await db.query('', failed)).length > 0)
  })

  test('429: guessing is limited as that of signing in is; right passwords are not counted', async () => {
    await using limited = await secondServer(server, {
      ACCESS_TOKEN_EXPIRE_MINUTES: '120',
      RATE_LIMIT_LOGIN: '10/5min',
    })
    const guessed = await signUp(limited, 'guessed@example.com')
    const stranger = `access_token=${cookieValue(guessed, 'access_token')}`
    for (const cookies of [guessed, stranger]) {
      for (let time = 0; time < 8; time += 1)
        expect((await stepUp(PASSWORD, guessed, limited)).statusCode, cookies).toBe(200)
    }
    const statuses = new Set<number>()
    for (let time = 0; time < 25; time += 1) statuses.add((await stepUp('WrongPass123!', guessed, limited)).statusCode)
    expect([...statuses]).toEqual([422, 429])
  })
})
