import { afterAll, describe, expect, test } from 'vitest'
import { cognitoServer } from '../../testing/cognito/cognito-server.ts'
import { addUser, findUser } from '../../testing/cognito/pool.ts'
import { visitor } from '../../testing/google.ts'
import { cookieValue, PASSWORD, setStanding, signIn, signUp } from '../../testing/members.ts'
import { cookiesOf } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const whole = await cognitoServer()
const { server, counterpart } = whole
afterAll(() => whole[Symbol.asyncDispose]())

const NEW_PASSWORD = 'FreshTides-7-blue'
const post = (url: string, body: object, cookies = '') => server.request('POST', url, { body, cookies })
const login = (email: string, password: string) => post('/auth/login', { email, password })
const me = async (cookies: string) => (await server.request('GET', '/auth/me', { cookies })).statusCode

test('a member comes, forgets, changes and goes, as with the embedded provider', async () => {
  const email = 'ada@example.com'
  const phone = await signUp(server, email)
  const tablet = await signIn(server, email)
  const answer = await server.request('GET', '/auth/me', { cookies: tablet })
  expect(answer.json()).toMatchObject({ email, name: 'Test User', role: 'free_user', subscription_tier: 'free' })

  const refreshed = await post('/auth/refresh', {}, phone)
  expect(refreshed.json()).toMatchObject({ success: true, expires_in: 900 })
  expect(cookieValue(cookiesOf(refreshed), 'refresh_token')).not.toBe(cookieValue(phone, 'refresh_token'))

  expect((await post('/auth/forgot-password', { email })).statusCode).toBe(200)
  const code = counterpart.codeFor(email)
  const wrong = await post('/auth/reset-password', { email, code: '000000', new_password: NEW_PASSWORD })
  expect(wrong.json()).toMatchObject({ code: 'invalid_code' })
  expect((await post('/auth/reset-password', { email, code, new_password: NEW_PASSWORD })).statusCode).toBe(200)
  for (const old of [phone, tablet, cookiesOf(refreshed)]) expect(await me(old)).toBe(401)
  expect((await post('/auth/refresh', {}, cookiesOf(refreshed))).json()).toMatchObject({ code: 'session_ended' })
  expect((await login(email, PASSWORD)).json()).toMatchObject({ code: 'invalid_credentials' })

  const [here, there] = [cookiesOf(await login(email, NEW_PASSWORD)), cookiesOf(await login(email, NEW_PASSWORD))]
  const change = { current_password: NEW_PASSWORD, new_password: 'QuietHarbour-9-red' }
  const mistyped = await post('/auth/change-password', { ...change, current_password: PASSWORD }, here)
  expect(mistyped.statusCode).toBe(422)
  const changed = await post('/auth/change-password', change, here)
  expect(changed.statusCode).toBe(200)
  expect(await me(cookiesOf(changed))).toBe(200)
  for (const old of [here, there]) expect(await me(old)).toBe(401)

  const last = cookiesOf(changed)
  expect((await post('/auth/logout', {}, last)).json()).toEqual({ success: true })
  expect(await me(last)).toBe(401)
  expect((await post('/auth/refresh', {}, last)).json()).toMatchObject({ code: 'session_ended' })
})

test('an account that waits for its code is confirmed, then signs in', async () => {
  const email = 'grace@example.com'
  addUser(counterpart.pool, { email, name: 'Grace Hopper', password: PASSWORD })
  expect((await login(email, PASSWORD)).json()).toMatchObject({ code: 'not_confirmed' })
  await post('/auth/resend-confirmation', { email })
  expect((await post('/auth/confirm', { email, code: counterpart.codeFor(email) })).statusCode).toBe(200)
  expect((await login(email, PASSWORD)).json()).toMatchObject({ success: true, user: { name: 'Grace Hopper' } })
})

test('an account that an administrator made chooses a password first', async () => {
  const email = 'joan@example.com'
  addUser(counterpart.pool, { email, name: 'Joan Clarke', password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' })
  const asked = await login(email, PASSWORD)
  expect(asked.json()).toMatchObject({ code: 'new_password_required' })
  const answered = await post('/auth/login/challenge', { new_password: NEW_PASSWORD }, cookiesOf(asked))
  expect(answered.json()).toMatchObject({ success: true, user: { email } })
  expect((await login(email, NEW_PASSWORD)).statusCode).toBe(200)
})

test('whoever changes the address in the cookie of a challenge becomes nobody else', async () => {
  const email = 'eve@example.com'
  addUser(counterpart.pool, { email, name: 'Eve', password: PASSWORD, status: 'FORCE_CHANGE_PASSWORD' })
  const cookie = cookieValue(cookiesOf(await login(email, PASSWORD)), 'login_challenge')
  const challenge = JSON.parse(Buffer.from(cookie, 'base64url').toString())
  const forged = Buffer.from(JSON.stringify({ ...challenge, email: 'boss@example.com' })).toString('base64url')
  const cookies = `login_challenge=${forged}`
  const answered = await post('/auth/login/challenge', { new_password: NEW_PASSWORD }, cookies)
  expect(answered.json()).toMatchObject({ success: true, user: { email } })
})

test('a member has the address that Cognito knows, not another name that it lets them sign in by', async () => {
  const { sub } = addUser(counterpart.pool, {
    ...{ username: 'victim@example.com', email: 'mallory@example.com', name: 'Mallory' },
    ...{ password: PASSWORD, status: 'CONFIRMED' },
  })
  for (const typed of ['victim@example.com', 'mallory@example.com', 'victim@example.com']) {
    expect((await login(typed, PASSWORD)).json()).toMatchObject({ user: { id: sub, email: 'mallory@example.com' } })
  }
})

test('a member keeps their address while Cognito has another that was never verified', async () => {
  const email = 'drifter@example.com'
  await signUp(server, email)
  const { attributes } = findUser(counterpart.pool, email) ?? addUser(counterpart.pool, { email })
  attributes.set('email', 'chief@example.com').set('email_verified', 'false')
  expect((await login('chief@example.com', PASSWORD)).json()).toMatchObject({ user: { email } })
  attributes.set('email_verified', 'true')
  expect((await login('chief@example.com', PASSWORD)).json()).toMatchObject({ user: { email: 'chief@example.com' } })
})

test('a suspended member is out within seconds, whatever Cognito says', async () => {
  const email = 'alan@example.com'
  const cookies = await signUp(server, email)
  await setStanding(server.db, email, { status: 'suspended' })
  await until(async () => (await me(cookies)) === 403)
  expect((await post('/auth/refresh', {}, cookies)).json()).toMatchObject({ code: 'account_suspended' })
  expect((await login(email, PASSWORD)).json()).toMatchObject({ code: 'account_suspended' })
})

test('a copied refresh token ends its sign-in, and eight tabs at once do not', async () => {
  const cookies = await signUp(server, 'tabs@example.com')
  const answers = await Promise.all(Array.from({ length: 8 }, () => post('/auth/refresh', {}, cookies)))
  for (const { statusCode } of answers) expect(statusCode).toBe(200)
  server.clock.advance(31_000)
  expect((await post('/auth/refresh', {}, cookies)).json()).toMatchObject({ code: 'session_ended' })
  for (const answer of answers) expect(await me(cookiesOf(answer))).toBe(401)
})

test('role and tier are mirrored at Cognito when somebody signs in, and no claim of them is believed', async () => {
  const email = 'tier@example.com'
  const cookies = await signUp(server, email)
  const at = () => findUser(counterpart.pool, email)?.attributes
  await until(() => at()?.get('custom:subscription_tier') === 'free')
  await setStanding(server.db, email, { tier: 'premium', role: 'premium_user' })
  await signIn(server, email)
  await until(() => at()?.get('custom:role') === 'premium_user' && at()?.get('custom:subscription_tier') === 'premium')
  counterpart.calls.length = 0
  await signIn(server, email)
  expect(counterpart.calls).not.toContain('AdminUpdateUserAttributes')
  await setStanding(server.db, email, { tier: 'free', role: 'free_user' })
  at()?.set('custom:role', 'admin')
  const refreshed = cookiesOf(await post('/auth/refresh', {}, cookies))
  const answer = await server.request('GET', '/auth/me', { cookies: refreshed })
  expect(answer.json()).toMatchObject({ role: 'free_user', permissions: [] })
})

describe('Google, by the hosted page', () => {
  const comes = (email: string, subject: string) => {
    counterpart.pool.google = { subject, email, emailVerified: true, name: 'Gwen Guest' }
    return visitor(server)
  }

  test('signs somebody in who is new, and is the same member the next time', async () => {
    const browser = comes('gwen@example.com', '1101')
    expect(await browser.signIn('/browse')).toBe('/sign-in/done?return=%2Fbrowse')
    const gwen = (await browser.open('/auth/me')).json()
    expect(gwen).toMatchObject({ email: 'gwen@example.com', name: 'Gwen Guest' })
    const later = comes('gwen@example.com', '1101')
    await later.signIn()
    expect((await later.open('/auth/me')).json().id).toBe(gwen.id)
    expect((await later.post('/auth/refresh', {})).statusCode).toBe(200)
    const taken = await post('/auth/register', { email: gwen.email, password: PASSWORD, full_name: 'Not Gwen' })
    expect(taken.json()).toMatchObject({ code: 'email_taken' })
  })

  test('is linked to an account with a password once its owner has entered that', async () => {
    const email = 'both@example.com'
    await signUp(server, email)
    server.clock.advance(1_000)
    const browser = comes(email, '1102')
    expect(await browser.signIn()).toBe('/sign-in?link=google')
    const { id } = (await browser.post('/auth/login', { email, password: PASSWORD })).json().user
    const again = comes(email, '1102')
    expect(await again.signIn()).toBe('/sign-in/done')
    expect((await again.open('/auth/me')).json().id).toBe(id)
  })

  test('lets nobody in whose address it has not verified', async () => {
    const browser = comes('unverified@example.com', '1103')
    counterpart.pool.google = { subject: '1103', email: 'unverified@example.com', emailVerified: false, name: 'X' }
    expect(await browser.signIn()).toBe('/sign-in?problem=email_unverified')
  })
})

describe('while Cognito is away', () => {
  test('whoever is signed in goes on and may sign out; whoever is not is told when to come back', async () => {
    const email = 'outage@example.com'
    const cookies = await signUp(server, email)
    counterpart.fail('*', 'throttled')
    expect(await me(cookies)).toBe(200)
    server.clock.advance(6_000)
    expect(await me(cookies)).toBe(200)
    for (const response of [
      await login(email, PASSWORD),
      await post('/auth/refresh', {}, cookies),
      await post('/auth/register', { email: 'new@example.com', password: PASSWORD, full_name: 'New' }),
    ]) {
      expect(response.statusCode).toBe(503)
      expect(Number(response.headers['retry-after'])).toBeGreaterThan(0)
      expect(response.cookies).toEqual([])
    }
    expect((await server.request('GET', '/health')).statusCode).toBe(200)
    expect((await post('/auth/logout', {}, cookies)).statusCode).toBe(200)
    expect(await me(cookies)).toBe(401)
    counterpart.mend()
    expect((await post('/auth/refresh', {}, cookies)).json()).toMatchObject({ code: 'session_ended' })
    server.logged.length = 0
  })

  test.each(['ListUsers', 'SignUp', 'AdminUpdateUserAttributes', 'AdminConfirmSignUp', 'InitiateAuth'])(
    'a registration that broke off at %s is finished by trying again',
    async (step) => {
      const body = { email: `${step.toLowerCase()}@example.com`, password: PASSWORD, full_name: 'Half Way' }
      counterpart.fail(step, 'cut')
      expect((await post('/auth/register', body)).statusCode).toBe(503)
      counterpart.mend()
      expect((await post('/auth/register', body)).json()).toMatchObject({ success: true })
      const user = findUser(counterpart.pool, body.email)
      expect([user?.status, user?.attributes.get('email_verified')]).toEqual(['CONFIRMED', 'true'])
      server.logged.length = 0
    },
  )
})

test('the keys of the tokens are Cognito’s to publish', async () => {
  expect((await server.app.inject('/identity/.well-known/jwks.json')).statusCode).toBe(404)
})
