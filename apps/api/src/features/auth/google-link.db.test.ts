import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { localIdentity } from '../../adapters/local/identity/identity.ts'
import { systemRandom } from '../../compose/machine.ts'
import { buildServer } from '../../server.ts'
import { contractOf } from '../../testing/contract.ts'
import { atGoogle, GWEN, googleProvider, pathOf, visitor } from '../../testing/google.ts'
import { mailsTo } from '../../testing/mails.ts'
import { PASSWORD } from '../../testing/members.ts'
import { rootKeysOf } from '../../testing/test-keys.ts'
import { requester, testServer } from '../../testing/test-server.ts'

const google = await googleProvider()
const server = await testServer(google.environment)
/** As in production: an address is confirmed by a code. */
const strict = await strictServer()
afterAll(async () => {
  await strict.app.close()
  await server[Symbol.asyncDispose]()
  await google[Symbol.asyncDispose]()
})
afterEach(() => {
  google.claims = { ...GWEN }
})

async function strictServer() {
  const { auth } = server.parts
  const { GOOGLE_ISSUER: issuer = '', GOOGLE_CLIENT_ID: clientId = '' } = google.environment
  const identity = await localIdentity({
    db: server.db,
    clock: server.clock,
    random: systemRandom,
    rootKeys: rootKeysOf(),
    issuer: 'http://localhost:8000/identity',
    accessTokenSeconds: 900,
    refreshTokenSeconds: 604_800,
    hashesAtOnce: 2,
    confirmsItself: false,
    google: { issuer, clientId, clientSecret: 'secret-of-tests', timeoutMs: 5_000 },
    sendLater: auth.sendLater,
  })
  const app = await buildServer({ ...server.parts, auth: { ...auth, identity, confirmsItself: false } })
  await app.ready()
  return { app, identity, request: requester(app, contractOf(app)) }
}

let people = 0
/** Somebody new, who comes to Google next. */
function somebody(): { sub: string; email: string; email_verified: boolean; name: string } {
  people += 1
  const person = {
    sub: `3${people}`,
    email: `owner.${people}@example.com`,
    email_verified: true,
    name: `Owner ${people}`,
  }
  google.claims = person
  return person
}

const register = (email: string, password = PASSWORD) =>
  strict.request('POST', '/auth/register', { body: { email, password, full_name: 'Whoever' } })
const passwordOpens = async (email: string, password = PASSWORD) =>
  (await strict.request('POST', '/auth/login', { body: { email, password } })).statusCode
async function codeFor(email: string): Promise<string> {
  const mail = (await mailsTo(server, email)).findLast(({ kind }) => kind === 'confirm_address')
  return mail && 'code' in mail ? mail.code : '000000'
}
const verify = async (email: string, code: string) =>
  strict.identity.confirmSignUp(email, code).then(
    () => 'verified',
    () => 'refused',
  )
const accountsOf = (email: string) =>
  server.db.query<{ has_password: boolean; email_verified: boolean; linked: boolean }>(
    '',
    `select password_hash is not null as has_password, email_verified,
       exists (select from identity_external_accounts e where e.sub = a.sub) as linked
     from identity_accounts a where email = $1`,
    [email],
  )

describe('the six orders of registering with a password, verifying the address, and Google', () => {
  test('register, verify, Google: the owner confirms by the password, then both open one account', async () => {
    const { email } = somebody()
    await register(email)
    expect(await verify(email, await codeFor(email))).toBe('verified')
    const browser = visitor(strict)
    expect(await browser.signIn('/browse')).toBe('/sign-in?link=google&return=%2Fbrowse')
    expect((await browser.open('/auth/me')).statusCode).toBe(401)
    await browser.post('/auth/login', { email, password: PASSWORD })
    const { id } = (await browser.open('/auth/me')).json()
    const elsewhere = visitor(strict)
    expect(await elsewhere.signIn()).toBe('/sign-in/done')
    expect((await elsewhere.open('/auth/me')).json().id).toBe(id)
    expect(await passwordOpens(email)).toBe(200)
    expect(await accountsOf(email)).toEqual([{ has_password: true, email_verified: true, linked: true }])
  })

  test('register, Google, verify: who registered an address that is not theirs gains nothing', async () => {
    const { email } = somebody()
    await register(email)
    const code = await codeFor(email)
    expect(await visitor(strict).signIn()).toBe('/sign-in/done')
    expect(await accountsOf(email)).toEqual([{ has_password: false, email_verified: true, linked: true }])
    expect(await passwordOpens(email)).toBe(401)
    await verify(email, code)
    expect(await passwordOpens(email)).toBe(401)
    expect(await visitor(strict).signIn()).toBe('/sign-in/done')
  })

  test("Google, register, verify: the owner's account gets no password, and the answer does not tell", async () => {
    const { email } = somebody()
    const owner = visitor(strict)
    await owner.signIn()
    expect((await register(email)).json()).toMatchObject({ confirmation_required: true })
    expect((await mailsTo(server, email)).map(({ kind }) => kind)).toEqual(['address_exists'])
    expect(await verify(email, '000000')).toBe('refused')
    expect(await passwordOpens(email)).toBe(401)
    expect(await accountsOf(email)).toEqual([{ has_password: false, email_verified: true, linked: true }])
    expect((await owner.open('/auth/me')).statusCode).toBe(200)
  })

  test('Google, verify, register: as well', async () => {
    const { email } = somebody()
    await visitor(strict).signIn()
    await strict.identity.resendCode(email)
    expect(await verify(email, await codeFor(email))).toBe('refused')
    await register(email)
    expect(await passwordOpens(email)).toBe(401)
    expect(await visitor(strict).signIn()).toBe('/sign-in/done')
    expect(await accountsOf(email)).toEqual([{ has_password: false, email_verified: true, linked: true }])
  })

  test('verify, register, Google: what was verified before anybody registered was nothing', async () => {
    const { email } = somebody()
    await strict.identity.resendCode(email)
    expect(await verify(email, await codeFor(email))).toBe('refused')
    await register(email)
    expect(await passwordOpens(email)).toBe(403)
    expect(await visitor(strict).signIn()).toBe('/sign-in/done')
    expect(await passwordOpens(email)).toBe(401)
    expect(await accountsOf(email)).toEqual([{ has_password: false, email_verified: true, linked: true }])
  })

  test('verify, Google, register: as well', async () => {
    const { email } = somebody()
    expect(await verify(email, '000000')).toBe('refused')
    expect(await visitor(strict).signIn()).toBe('/sign-in/done')
    await register(email)
    expect(await passwordOpens(email)).toBe(401)
    expect(await accountsOf(email)).toEqual([{ has_password: false, email_verified: true, linked: true }])
  })
})

describe('linking', () => {
  /** An account with a password whose owner has come back from Google. */
  async function asked() {
    const person = somebody()
    await server.request('POST', '/auth/register', {
      body: { email: person.email, password: PASSWORD, full_name: 'Owner' },
    })
    const browser = visitor(server)
    expect(await browser.signIn()).toBe('/sign-in?link=google')
    return {
      ...person,
      browser,
      login: (email = person.email) => browser.post('/auth/login', { email, password: PASSWORD }),
    }
  }

  test('is told by a mail and recorded', async () => {
    const { email, browser, login } = await asked()
    await login()
    expect((await mailsTo(server, email)).map(({ kind }) => kind)).toContain('google_linked')
    const { id } = (await browser.open('/auth/me')).json()
    const acts = await server.db.query(
      '',
      `select after from audit_log where action = 'account.linked' and target = $1`,
      [id],
    )
    expect(acts).toEqual([{ after: { provider: 'google' } }])
    expect([...browser.jar.keys()].some((name) => name.startsWith('pending_link'))).toBe(false)
  })

  test('waits in a sealed cookie for ten minutes, which only the sign-in gets', async () => {
    const { browser } = await asked()
    const response = await browser.open(await atGoogle(await browser.leave()))
    const cookie = [response.headers['set-cookie']].flat().find((text) => text?.startsWith('pending_link='))
    expect(cookie).toMatch(
      /^pending_link=[\w-]{100,}; Max-Age=600; Path=\/auth\/login; HttpOnly; Secure; SameSite=Lax$/,
    )
    expect(pathOf(response)).toBe('/sign-in?link=google')
  })

  test('does not happen by a wrong password, nor after ten minutes', async () => {
    const { email, browser, login } = await asked()
    await browser.post('/auth/login', { email, password: 'Wrong-Pass-1!' })
    expect(await accountsOf(email)).toMatchObject([{ linked: false }])
    server.clock.advance(600_000)
    expect((await login()).statusCode).toBe(200)
    expect(await accountsOf(email)).toMatchObject([{ linked: false }])
    server.clock.advance(-600_000)
  })

  test('does not happen to another account, and what waited is gone then', async () => {
    const other = await asked()
    const { email, login, browser } = await asked()
    expect((await login(other.email)).statusCode).toBe(200)
    expect(await accountsOf(other.email)).toMatchObject([{ linked: false }])
    expect([...browser.jar.keys()].some((name) => name.startsWith('pending_link'))).toBe(false)
    await login()
    expect(await accountsOf(email)).toMatchObject([{ linked: false }])
  })

  test('does not happen by an address that Google has not verified', async () => {
    const { email } = await asked()
    google.claims = { ...somebody(), email, email_verified: false }
    const browser = visitor(server)
    expect(await browser.signIn()).toBe('/sign-in?problem=email_unverified')
    await browser.post('/auth/login', { email, password: PASSWORD })
    expect(await accountsOf(email)).toMatchObject([{ linked: false }])
  })

  test('of a second Google account with the same address takes the place of the first', async () => {
    const { email, login, sub } = await asked()
    await login()
    google.claims = { ...somebody(), email }
    const browser = visitor(server)
    expect(await browser.signIn()).toBe('/sign-in?link=google')
    await browser.post('/auth/login', { email, password: PASSWORD })
    expect(await visitor(server).signIn()).toBe('/sign-in/done')
    google.claims = { ...google.claims, sub }
    expect(await visitor(server).signIn()).toBe('/sign-in?link=google')
  })

  test('ends with a password that was reset by mail: the address may have got another owner', async () => {
    const { email, login } = await asked()
    await login()
    await strict.identity.forgotPassword(email)
    const mail = (await mailsTo(server, email)).findLast(({ kind }) => kind === 'reset_password')
    const code = mail && 'code' in mail ? mail.code : ''
    const reset = { email, code, newPassword: 'Another-Pass-7!', client: 'test' }
    await strict.identity.confirmForgotPassword(reset, async () => {})
    expect(await accountsOf(email)).toMatchObject([{ linked: false }])
    expect(await visitor(server).signIn()).toBe('/sign-in?link=google')
  })

  test('ends with the account', async () => {
    const { email, login, browser } = await asked()
    await login()
    await strict.identity.delete((await browser.open('/auth/me')).json().id)
    expect(await accountsOf(email)).toEqual([])
    expect(
      await server.db.query('', 'select 1 from identity_external_accounts where subject = $1', [google.claims.sub]),
    ).toEqual([])
  })

  test('signs nobody in whose account the provider has disabled', async () => {
    somebody()
    const browser = visitor(server)
    await browser.signIn()
    await strict.identity.disable((await browser.open('/auth/me')).json().id)
    expect(await visitor(server).signIn()).toBe('/sign-in?problem=account_suspended')
  })
})
