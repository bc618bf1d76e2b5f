import { afterAll, describe, expect, test } from 'vitest'
import { PASSWORD } from '../../testing/members.ts'
import { cookiesOf, testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const account = { email: 'Ada@Example.com', password: PASSWORD, full_name: 'Ada Lovelace' }
const register = (body: object | string, headers: Record<string, string> = {}) =>
  server.request('POST', '/auth/register', { body, headers })

describe('POST /auth/register', () => {
  test('200: makes the member, signs them in and sets both cookies as specified, and knows the device', async () => {
    const response = await register(account)
    expect(response.statusCode).toBe(200)
    expect(response.json()).toEqual({
      success: true,
      user: {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        email: 'ada@example.com',
        name: 'Ada Lovelace',
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
    const me = await server.request('GET', '/auth/me', { cookies: cookiesOf(response) })
    expect(me.json()).toEqual(response.json().user)
  })

  test('200: the language that is asked for first of those that there are is the member’s, until they choose another', async () => {
    const asked = { 'accept-language': 'fr-CH, de-CH;q=0.9, en;q=0.8' }
    const response = await register({ ...account, email: 'greta@example.com' }, asked)
    expect(response.json().user.language).toBe('de')
    const login = await server.request('POST', '/auth/login', {
      body: { email: 'greta@example.com', password: PASSWORD },
      headers: { 'accept-language': 'en' },
    })
    expect(login.json().user.language).toBe('de')
  })

  test('200: no token stands in a body, and no hash leaves', async () => {
    const response = await register({ ...account, email: 'body@example.com' })
    for (const { value } of response.cookies) expect(response.body).not.toContain(value)
    expect(response.body).not.toMatch(/eyJ|token|argon2|password/)
  })

  test('200: role, tier, status, id and permissions in the body are ignored', async () => {
    const response = await register({
      ...account,
      email: 'ambitious@example.com',
      role: 'admin',
      subscription_tier: 'premium',
      status: 'deleted',
      id: '11111111-1111-4111-8111-111111111111',
      sub: '11111111-1111-4111-8111-111111111111',
      cognito_sub: '11111111-1111-4111-8111-111111111111',
      permissions: ['manage_content'],
      email_verified: true,
    })
    expect(response.json().user).toMatchObject({ role: 'free_user', subscription_tier: 'free', permissions: [] })
    expect(response.json().user.id).not.toMatch(/^1111/)
    const [row] = await server.db.query('', `select role, subscription_tier, status from users where email = $1`, [
      'ambitious@example.com',
    ])
    expect(row).toEqual({ role: 'free_user', subscription_tier: 'free', status: 'active' })
  })

  test('200: an address in any script is taken, and shown as it is written', async () => {
    const typed = 'Jürgen@Bücher.example'
    const first = await register({ ...account, email: typed })
    expect(first.json().user.email).toBe('jürgen@bücher.example')
    const me = await server.request('GET', '/auth/profile', { cookies: cookiesOf(first) })
    expect(me.json().email).toBe('jürgen@bücher.example')
    for (const email of [typed, 'ju\u0308rgen@xn--bcher-kva.example']) {
      expect((await register({ ...account, email })).statusCode, email).toBe(409)
      const login = await server.request('POST', '/auth/login', { body: { email, password: PASSWORD } })
      expect(login.json().user.email).toBe('jürgen@bücher.example')
    }
  })

  test('200: a passphrase of a thousand characters is kept whole', async () => {
    const password = `Aa1!${'long '.repeat(200)}`
    const email = 'long@example.com'
    expect((await register({ ...account, email, password })).statusCode).toBe(200)
    const login = (attempt: string) => server.request('POST', '/auth/login', { body: { email, password: attempt } })
    expect((await login(password)).statusCode).toBe(200)
    expect((await login(password.slice(0, -1))).statusCode).toBe(401)
  })

  test('409: every spelling of an address is the same account', async () => {
    const first = await register({ ...account, email: 'kelvin@example.com' })
    expect(first.statusCode).toBe(200)
    const twins = ['KELVIN@EXAMPLE.COM', ' kelvin@example.com ', 'Kelvin@example.com', '\u212aelvin@example.com']
    for (const email of twins) {
      const response = await register({ ...account, email })
      expect(response.statusCode, email).toBe(409)
      expect(response.json().code).toBe('email_taken')
      expect(response.headers['set-cookie']).toBeUndefined()
    }
  })

  test('409: twenty registrations of one address at once make one account', async () => {
    const email = 'crowd@example.com'
    const attempts = Array.from({ length: 20 }, (_, i) => register({ ...account, email, password: `${PASSWORD}${i}` }))
    const statuses = (await Promise.all(attempts)).map(({ statusCode }) => statusCode).sort((a, b) => a - b)
    expect(statuses).toEqual([200, ...Array(19).fill(409)])
    const counts = await server.db.query(
      '',
      `select (select count(*)::int from users where email = $1) as users,
         (select count(*)::int from identity_accounts where email = $1) as accounts`,
      [email],
    )
    expect(counts).toEqual([{ users: 1, accounts: 1 }])
  })

  test.each([
    ['no email', { email: undefined }, 'email'],
    ['an email without a domain', { email: 'ada@' }, 'email'],
    ['an email that is too long', { email: `${'a'.repeat(250)}@example.com` }, 'email'],
    ['a password of seven characters', { password: 'Abc12!x' }, 'password'],
    ['no upper-case letter', { password: 'securepass123!' }, 'password'],
    ['no lower-case letter', { password: 'SECUREPASS123!' }, 'password'],
    ['no digit', { password: 'SecurePassword!' }, 'password'],
    ['no special character', { password: 'SecurePass1234' }, 'password'],
    ['a password that is easily guessed', { password: 'Liverpool1!' }, 'password'],
    ['a password made of the name', { password: 'Lovelace1!' }, 'password'],
    ['a password of more than 1,024 characters', { password: `Aa1!${'x'.repeat(1021)}` }, 'password'],
    ['a name of blanks', { full_name: '  ' }, 'full_name'],
    ['a name with a NUL', { full_name: 'Ada\0' }, 'full_name'],
    ['a name that turns around', { full_name: 'Ada \u202enimda' }, 'full_name'],
    ['a name that is no text', { full_name: { first: 'Ada' } }, 'full_name'],
  ])('422: %s is refused, and the answer names the field', async (_, change, field) => {
    const response = await register({ ...account, email: 'invalid@example.com', ...change })
    expect(response.statusCode).toBe(422)
    expect(response.json().code).toBe('invalid_request')
    expect(response.json().errors[0].loc).toEqual(['body', field])
    expect(response.json().detail).toContain(field)
  })

  test('422: a refused password is not repeated in the answer', async () => {
    const response = await register({ ...account, password: 'hunter2-is-short-of-capitals' })
    expect(response.body).not.toContain('hunter2')
  })
})

describe('POST /auth/register by settings', () => {
  test('200: the lives of the tokens and a domain for the cookies can be set', async () => {
    await using configured = await testServer({
      ACCESS_TOKEN_EXPIRE_MINUTES: '60',
      REFRESH_TOKEN_EXPIRE_DAYS: '1',
      COOKIE_DOMAIN: 'example.org',
      COOKIE_SAMESITE: 'lax',
    })
    const response = await configured.request('POST', '/auth/register', { body: account })
    expect(response.json().expires_in).toBe(3600)
    expect(response.headers['set-cookie']).toEqual([
      expect.stringMatching(/; Max-Age=3600; Domain=example\.org; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      expect.stringMatching(/; Max-Age=86400; Domain=example\.org; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      expect.stringMatching(/; Max-Age=15552000; Domain=example\.org; Path=\/auth; HttpOnly; Secure; SameSite=Lax$/),
    ])
  })
})
