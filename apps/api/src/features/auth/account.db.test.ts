import { afterAll, describe, expect, test } from 'vitest'
import { mailsTo } from '../../testing/mails.ts'
import { cookieValue, PASSWORD, setStanding, signIn, signUp } from '../../testing/members.ts'
import { cookiesOf, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer({ RATE_LIMIT_PASSWORD_RESET: '5/15min' })
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const WEEK_MS = 7 * 86_400_000
const remove = (cookies?: string, body: object = { password: PASSWORD }) =>
  server.request('DELETE', '/auth/account', { body, ...(cookies && { cookies }) })
const keep = (cookies?: string) => server.request('POST', '/auth/account/keep', cookies ? { cookies } : {})
const me = (cookies: string) => server.request('GET', '/auth/me', { cookies })
const actsOf = async (email: string) =>
  (
    await db.query<{ action: string }>(
      '',
      `select action from audit_log where action like 'account.deletion%'
       and target = (select cognito_sub from users where email = $1) order by id`,
      [email],
    )
  ).map(({ action }) => action)

describe('DELETE /auth/account', () => {
  test('200: every device is signed out, and the member is told until when they may keep it', async () => {
    const email = 'ada@example.com'
    const [here, there] = [await signUp(server, email), await signIn(server, email)]
    const response = await remove(here)
    const untilMs = clock.nowMs() + WEEK_MS
    expect(response.json()).toEqual({ success: true, deletion_at: new Date(untilMs).toISOString() })
    expect(cookieValue(cookiesOf(response), 'access_token')).toBe('')
    expect([(await me(here)).statusCode, (await me(there)).statusCode]).toEqual([401, 401])
    const refreshed = await server.request('POST', '/auth/refresh', { cookies: there })
    expect(refreshed.statusCode).toBe(401)
    expect(await mailsTo(server, email)).toContainEqual({ kind: 'account_deletion_requested', untilMs })
    expect(await actsOf(email)).toEqual(['account.deletion_requested'])
  })

  test('200: who signs in again is told, wherever they ask who they are', async () => {
    const email = 'back@example.com'
    const { deletion_at } = (await remove(await signUp(server, email))).json()
    const login = await server.request('POST', '/auth/login', { body: { email, password: PASSWORD } })
    expect(login.json().user).toMatchObject({ deletion_at })
    const cookies = cookiesOf(login)
    expect((await me(cookies)).json()).toMatchObject({ deletion_at })
    expect((await server.request('GET', '/auth/profile', { cookies })).json()).toMatchObject({ deletion_at })
  })

  test('200: asked for again, it is still deleted when it was said first', async () => {
    const email = 'again@example.com'
    const { deletion_at } = (await remove(await signUp(server, email))).json()
    clock.advance(60_000)
    const cookies = await signIn(server, email)
    expect((await remove(cookies)).json()).toEqual({ success: true, deletion_at })
    expect(await actsOf(email)).toEqual(['account.deletion_requested'])
  })

  test('200: a sign-in by Google stands for the password for five minutes', async () => {
    const email = 'google@example.com'
    const cookies = await signUp(server, email)
    await db.query(
      '',
      `update sign_ins set method = 'google' where sub = (select cognito_sub from users where email = $1)`,
      [email],
    )
    clock.advance(5 * 60_000 + 1)
    expect((await remove(cookies, {})).statusCode).toBe(422)
    clock.advance(-1)
    expect((await remove(cookies, {})).statusCode).toBe(200)
  })

  test('422: without the password, or with a wrong one, nothing happens', async () => {
    const cookies = await signUp(server, 'kept@example.com')
    for (const body of [{}, { password: null }, { password: 'wrong' }]) {
      const response = await remove(cookies, body)
      expect(response.statusCode).toBe(422)
      expect(response.json().errors).toMatchObject([{ loc: ['body', 'password'] }])
    }
    expect((await me(cookies)).json()).toMatchObject({ deletion_at: null })
    expect(await actsOf('kept@example.com')).toEqual([])
  })

  test('429: whoever guesses the password at a device that was left open', async () => {
    const cookies = await signUp(server, 'guessed@example.com')
    const statuses: number[] = []
    for (let tries = 0; tries < 11; tries += 1) statuses.push((await remove(cookies, { password: 'x' })).statusCode)
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 422), 429])
  })

  test('401: nobody', async () => {
    expect((await remove()).statusCode).toBe(401)
  })
})

describe('POST /auth/account/keep', () => {
  test('200: the account stays, and it is recorded once', async () => {
    const email = 'stays@example.com'
    await remove(await signUp(server, email))
    const cookies = await signIn(server, email)
    expect((await keep(cookies)).json()).toMatchObject({ email, deletion_at: null })
    expect((await keep(cookies)).statusCode).toBe(200)
    expect((await me(cookies)).json()).toMatchObject({ deletion_at: null })
    expect(await actsOf(email)).toEqual(['account.deletion_requested', 'account.deletion_cancelled'])
  })

  test('401: who comes while the account is being deleted is not told that they keep it', async () => {
    const email = 'late@example.com'
    await remove(await signUp(server, email))
    const cookies = await signIn(server, email)
    expect((await me(cookies)).statusCode).toBe(200)
    let asked: ReturnType<typeof keep> | undefined
    await db.transaction(async (tx) => {
      await tx.query('', `update users set status = 'deleted' where email = $1`, [email])
      asked = keep(cookies)
      const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      await until(async () => (await db.query('', waiting)).length > 0)
    })
    expect((await asked)?.statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const cookies = await signUp(server, 'suspended@example.com')
    await setStanding(db, 'suspended@example.com', { status: 'suspended' })
    await until(async () => (await keep(cookies)).statusCode === 403)
  })

  test('401: nobody', async () => {
    expect((await keep()).statusCode).toBe(401)
  })
})
