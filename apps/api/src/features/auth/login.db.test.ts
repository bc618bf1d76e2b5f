import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD, setStanding, signUp } from '../../testing/members.ts'
import { cookiesOf, testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
beforeAll(() => signUp(server, email))

const login = (body: object, headers: Record<string, string> = {}) =>
  server.request('POST', '/auth/login', { body, headers })

describe('POST /auth/login', () => {
  test('200: signs in and sets both cookies as specified', async () => {
    const response = await login({ email, password: PASSWORD })
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      success: true,
      user: {
        id: expect.any(String),
        email,
        name: 'Test User',
        role: 'free_user',
        subscription_tier: 'free',
        permissions: [],
        deletion_at: null,
        analytics_opt_out: false,
        language: null,
      },
      expires_in: 900,
    })
    expect(response.headers['set-cookie']).toEqual([
      expect.stringMatching(/^access_token=[\w.-]+; Max-Age=900; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
      expect.stringMatching(/^refresh_token=[\w-]+; Max-Age=604800; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
      expect.stringMatching(
        /^known_device=[\w-]{91}; Max-Age=15552000; Path=\/auth; HttpOnly; Secure; SameSite=Strict$/,
      ),
    ])
    for (const { value } of response.cookies) expect(response.body).not.toContain(value)
  })

  test('200: an address may be spelled in capitals and with blanks around it', async () => {
    expect((await login({ email: '  ADA@Example.COM ', password: PASSWORD })).statusCode).toBe(200)
  })

  test('200: the database, not the token, says role, tier and permissions; the sign-in is noted', async () => {
    const premium = 'premium@example.com'
    await signUp(server, premium)
    await setStanding(server.db, premium, { tier: 'premium', role: 'premium_user' })
    await server.db.query('', 'update users set last_login = null where email = $1', [premium])
    const response = await login({ email: premium, password: PASSWORD })
    expect(response.json().user).toMatchObject({
      role: 'premium_user',
      subscription_tier: 'premium',
      permissions: ['view_premium_content'],
    })
    const [row] = await server.db.query('', 'select last_login from users where email = $1', [premium])
    expect(row).toEqual({ last_login: expect.any(Date) })
  })

  test('200: two devices are two sign-ins, each with its own name', async () => {
    const [one, other] = await Promise.all([
      login({ email, password: PASSWORD }, { 'user-agent': 'Phone' }),
      login({ email, password: PASSWORD }, { 'user-agent': 'Tablet' }),
    ])
    expect(cookiesOf(one)).not.toBe(cookiesOf(other))
    const rows = await server.db.query('', `select device from sign_ins where device = any($1)`, [['Phone', 'Tablet']])
    expect(rows).toHaveLength(2)
  })

  test('401: a wrong password and an unknown email get the same answer', async () => {
    const wrong = await login({ email, password: 'WrongPass123!' })
    const unknown = await login({ email: 'nobody@example.com', password: 'WrongPass123!' })
    expect(wrong.statusCode).toBe(401)
    expect(unknown.statusCode).toBe(401)
    const told = ({ json }: typeof wrong) => ({ ...json(), request_id: '' })
    expect(told(unknown)).toEqual(told(wrong))
    expect(wrong.json()).toMatchObject({ code: 'invalid_credentials', detail: 'Incorrect email or password' })
    for (const response of [wrong, unknown]) {
      expect(response.headers['set-cookie']).toBeUndefined()
      expect(response.headers['www-authenticate']).toBe('Bearer')
    }
  })

  test('401: an unknown email costs as much work as a wrong password', async () => {
    const milliseconds = async (address: string) => {
      const start = performance.now()
      await login({ email: address, password: 'WrongPass123!' })
      return performance.now() - start
    }
    const rounds = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < 3; round++) {
      rounds.known.push(await milliseconds(email))
      rounds.unknown.push(await milliseconds('nobody@example.com'))
    }
    expect(Math.min(...rounds.unknown)).toBeGreaterThan(Math.min(...rounds.known) / 3)
  })

  test('401: a deleted member is nobody', async () => {
    const deleted = 'deleted@example.com'
    await signUp(server, deleted)
    await setStanding(server.db, deleted, { status: 'deleted' })
    const response = await login({ email: deleted, password: PASSWORD })
    expect(response.statusCode).toBe(401)
    expect(response.json().detail).toBe('Incorrect email or password')
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  test('403: a suspended member is told so, and only if the password is right', async () => {
    const suspended = 'suspended@example.com'
    await signUp(server, suspended)
    await setStanding(server.db, suspended, { status: 'suspended' })
    const response = await login({ email: suspended, password: PASSWORD })
    expect(response.statusCode).toBe(403)
    expect(response.json().code).toBe('account_suspended')
    expect(response.headers['set-cookie']).toBeUndefined()
    expect((await login({ email: suspended, password: 'WrongPass123!' })).statusCode).toBe(401)
    const open = await server.db.query(
      '',
      `select s.id from sign_ins s join users u on u.cognito_sub = s.sub
       where u.email = $1 and s.revoked_at is null and s.created_at >= u.last_login`,
      [suspended],
    )
    expect(open).toEqual([])
  })

  test.each([
    ['no password', { email }, 'password'],
    ['an empty password', { email, password: '' }, 'password'],
    ['a password of a megabyte is not hashed', { email, password: 'x'.repeat(2000) }, 'password'],
    ['an operator instead of text', { email: { $ne: null }, password: PASSWORD }, 'email'],
    ['a list instead of an object', [email, PASSWORD], undefined],
  ])('422: %s', async (_, body, field) => {
    const response = await login(body)
    expect(response.statusCode).toBe(422)
    expect(response.json().errors[0].loc[1]).toBe(field)
  })

  test('422: quotes and SQL in an address are not an address', async () => {
    const response = await login({ email: "ada@example.com' or '1'='1", password: PASSWORD })
    expect(response.statusCode).toBe(422)
  })

  test('the log of a refused sign-in says nothing', () => {
    expect(server.logged).toEqual([])
  })
})
