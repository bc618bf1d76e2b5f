import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { atGoogle, GWEN, googleProvider, locationOf, pathOf, visitor } from '../../testing/google.ts'
import { mailsTo } from '../../testing/mails.ts'
import { setStanding } from '../../testing/members.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'

const google = await googleProvider()
const server = await testServer(google.environment)
const second = await secondServer(server, google.environment)
afterAll(async () => {
  await second[Symbol.asyncDispose]()
  await server[Symbol.asyncDispose]()
  await google[Symbol.asyncDispose]()
})
afterEach(() => {
  google.claims = { ...GWEN }
})

let people = 0
/** Somebody whom nobody knows yet. */
function somebody() {
  people += 1
  return { sub: `2${people}`, email: `somebody.${people}@example.com`, email_verified: true, name: `Body ${people}` }
}

const session = ({ jar }: ReturnType<typeof visitor>) => [...jar.keys()].filter((name) => name.endsWith('_token'))
const ended = '/sign-in?problem=flow_ended'

describe('GET /auth/callback', () => {
  test('302: sets the session, strictly, enters the sign-in, and leads to the page that asks who it is', async () => {
    google.claims = somebody()
    const browser = visitor(server)
    const back = await atGoogle(await browser.leave('/content/x?y=1#z'))
    const response = await browser.open(back)
    expect([response.statusCode, response.body]).toEqual([302, ''])
    expect(locationOf(response)).toBe('http://localhost:5173/sign-in/done?return=%2Fcontent%2Fx%3Fy%3D1%23z')
    for (const name of ['access_token', 'refresh_token']) {
      const cookie = [response.headers['set-cookie']].flat().find((text) => text?.startsWith(`${name}=`))
      expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/)
    }
    const me = (await browser.open('/auth/me')).json()
    expect(me).toMatchObject({ email: google.claims.email, name: google.claims.name, subscription_tier: 'free' })
    const signIns = await server.db.query<{ method: string }>('', `select method from sign_ins where sub = $1`, [me.id])
    expect(signIns).toEqual([{ method: 'google' }])
    expect([...browser.jar.keys()].filter((name) => name.startsWith('sign_in_flow'))).toEqual([])
  })

  test('302: the same person is the same member, whatever Google calls their address later', async () => {
    google.claims = somebody()
    const [first, later] = [visitor(server), visitor(server)]
    await first.signIn()
    google.claims = { ...google.claims, email: 'moved@example.com', email_verified: false }
    expect(await later.signIn()).toBe('/sign-in/done')
    const ids = [await first.open('/auth/me'), await later.open('/auth/me')].map((answer) => answer.json().id)
    expect(ids[0]).toBe(ids[1])
  })

  test('302: the owner is told of another device, and not of the one that left for Google', async () => {
    google.claims = somebody()
    const kinds = async () => (await mailsTo(server, String(google.claims.email))).map(({ kind }) => kind)
    const [own, other] = [visitor(server), visitor(server)]
    await own.signIn()
    await own.signIn()
    expect(await kinds()).toEqual([])
    await other.signIn()
    expect(await kinds()).toEqual(['new_device'])
  })

  test('302: two tabs of one new person at the same moment are one member', async () => {
    google.claims = somebody()
    const tabs = [visitor(server), visitor(second)]
    const ways = await Promise.all(tabs.map(async (tab) => ({ tab, back: await atGoogle(await tab.leave()) })))
    const ends = await Promise.all(ways.map(async ({ tab, back }) => pathOf(await tab.open(back))))
    expect(ends).toEqual(['/sign-in/done', '/sign-in/done'])
    const ids = await Promise.all(tabs.map(async (tab) => (await tab.open('/auth/me')).json().id))
    expect(new Set(ids).size).toBe(1)
  })

  test('302: two flows in one browser do not end each other', async () => {
    const browser = visitor(server)
    const [one, two] = [await browser.leave('/one'), await browser.leave('/two')]
    google.claims = somebody()
    expect(pathOf(await browser.open(await atGoogle(one)))).toBe('/sign-in/done?return=%2Fone')
    expect(pathOf(await browser.open(await atGoogle(two)))).toBe('/sign-in/done?return=%2Ftwo')
  })

  test('302: what came back once signs nobody in again, on no process', async () => {
    google.claims = somebody()
    const browser = visitor(server)
    const url = await browser.leave()
    const back = await atGoogle(url)
    const thief = visitor(second)
    for (const [name, value] of browser.jar) thief.jar.set(name, value)
    expect(pathOf(await browser.open(back))).toBe('/sign-in/done')
    // With the same cookies, with the same code and with a fresh one.
    expect(pathOf(await thief.open(back))).toBe(ended)
    expect(session(thief)).toEqual([])
    const again = visitor(second)
    again.jar.set([...thief.jar.keys()][0] ?? '', 'x')
    expect(pathOf(await again.open(await atGoogle(url)))).toBe(ended)
  })

  test('302: a flow that another browser began signs nobody in', async () => {
    google.claims = somebody()
    const [attacker, victim] = [visitor(server), visitor(server)]
    const back = await atGoogle(await attacker.leave())
    await victim.leave()
    expect(pathOf(await victim.open(back))).toBe(ended)
    expect(session(victim)).toEqual([])
  })

  test.each(['', 'x', 'A'.repeat(43)])('302: the state %j, which nobody sent out, signs nobody in', async (state) => {
    const browser = visitor(server)
    await browser.leave()
    expect(pathOf(await browser.open(`/auth/callback?code=x&state=${state}`))).toBe(ended)
    expect(pathOf(await browser.open('/auth/callback'))).toBe(ended)
    expect(session(browser)).toEqual([])
  })

  test("302: a flow's cookie under another flow's name opens nothing", async () => {
    google.claims = somebody()
    const browser = visitor(server)
    await browser.leave()
    const [[, sealed = ''] = []] = browser.jar
    const url = await browser.leave()
    for (const name of browser.jar.keys()) browser.jar.set(name, sealed)
    expect(pathOf(await browser.open(await atGoogle(url)))).toBe(ended)
  })

  test('302: a flow ends by itself after ten minutes, and is forgotten then', async () => {
    google.claims = somebody()
    const [punctual, late] = [visitor(server), visitor(server)]
    const urls = [await punctual.leave(), await late.leave()] as const
    server.clock.advance(599_000)
    expect(pathOf(await punctual.open(await atGoogle(urls[0])))).toBe('/sign-in/done')
    server.clock.advance(1_000)
    expect(pathOf(await late.open(await atGoogle(urls[1])))).toBe(ended)
    const remembered = () =>
      server.db.query('', `select from redeemed_flows where expires_at < to_timestamp($1)`, [
        server.clock.nowMs() / 1000,
      ])
    server.clock.advance(600_000)
    expect((await remembered()).length).toBeGreaterThan(0)
    for (let n = 0; n < 5; n += 1) await visitor(server).signIn()
    expect(await remembered()).toEqual([])
    server.clock.advance(-1_200_000)
  })

  test('302: who says no at Google is asked nothing more', async () => {
    const browser = visitor(server)
    const state = (await browser.leave('/browse')).searchParams.get('state')
    const response = await browser.open(`/auth/callback?error=access_denied&state=${state}`)
    expect(pathOf(response)).toBe('/sign-in?problem=denied&return=%2Fbrowse')
  })

  test.each([
    ['another nonce', { nonce: 'of another flow' }],
    ['no nonce', { nonce: undefined }],
    ['another audience', { aud: 'another client' }],
    ['another issuer', { iss: 'https://evil.example' }],
    ['an end that has passed', { exp: 1_000_000_000 }],
  ])('302: a token with %s signs nobody in', async (_what, change) => {
    google.claims = { ...somebody(), ...change }
    const browser = visitor(server)
    expect(await browser.signIn('/x')).toBe('/sign-in?problem=refused&return=%2Fx')
    expect(session(browser)).toEqual([])
  })

  test('302: a code of another flow signs nobody in, because its verifier is another', async () => {
    google.claims = somebody()
    const [attacker, victim] = [visitor(server), visitor(server)]
    const stolen = new URLSearchParams((await atGoogle(await attacker.leave())).split('?')[1])
    const state = (await victim.leave()).searchParams.get('state') ?? ''
    const response = await victim.open(
      `/auth/callback?${new URLSearchParams({ code: stolen.get('code') ?? '', state }).toString()}`,
    )
    expect(pathOf(response)).toBe('/sign-in?problem=refused')
    expect(session(victim)).toEqual([])
  })

  test('302: a code that was redeemed elsewhere signs nobody in', async () => {
    const browser = visitor(server)
    const back = await atGoogle(await browser.leave())
    google.answerOnce({ statusCode: 400, body: { error: 'invalid_grant' } })
    expect(pathOf(await browser.open(back))).toBe('/sign-in?problem=refused')
  })

  test.each([
    ['503', { statusCode: 503, body: { error: 'temporarily_unavailable' } }],
    ['500 and no JSON', { statusCode: 500, body: '' as const }],
    ['a client that it does not know', { statusCode: 401, body: { error: 'invalid_client' } }],
  ])('302: a provider that answers %s is out of order, and the log knows', async (_what, answer) => {
    const browser = visitor(server)
    const back = await atGoogle(await browser.leave('/x'))
    google.answerOnce(answer)
    expect(pathOf(await browser.open(back))).toBe('/sign-in?problem=unavailable&return=%2Fx')
    expect(server.logged.splice(0).join()).toContain('Nobody could sign in by the other provider')
    expect(session(browser)).toEqual([])
  })

  test('302: an address that Google did not verify makes no account', async () => {
    google.claims = { ...somebody(), email_verified: false }
    expect(await visitor(server).signIn()).toBe('/sign-in?problem=email_unverified')
    google.claims = { ...somebody(), email: 'no address' }
    expect(await visitor(server).signIn()).toBe('/sign-in?problem=email_unverified')
  })

  test('302: a suspended member is told so', async () => {
    google.claims = somebody()
    await visitor(server).signIn()
    await setStanding(server.db, String(google.claims.email), { status: 'suspended' })
    const browser = visitor(server)
    expect(await browser.signIn()).toBe('/sign-in?problem=account_suspended')
    expect(session(browser)).toEqual([])
  })

  test('403: looking ahead ends no flow', async () => {
    google.claims = somebody()
    const browser = visitor(server)
    const back = await atGoogle(await browser.leave())
    expect((await browser.open(back, { 'sec-purpose': 'prefetch' })).statusCode).toBe(403)
    expect(pathOf(await browser.open(back))).toBe('/sign-in/done')
  })

  test('422: a parameter that comes twice', async () => {
    expect((await server.request('GET', '/auth/callback?state=a&state=b')).statusCode).toBe(422)
  })

  test.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'browse',
    '/%2F/evil.example/../..//evil.example',
  ])('whoever wanted to go to %j goes home', async (returnTo) => {
    google.claims = somebody()
    const [path, search = ''] = (await visitor(server).signIn(returnTo)).split('?')
    const wanted = new URLSearchParams(search).get('return') ?? '/'
    expect(path).toBe('/sign-in/done')
    expect(new URL(wanted, 'http://localhost:5173').origin).toBe('http://localhost:5173')
    expect(wanted).not.toMatch(/^\/[/\\]/)
  })

  test('the Host of a request decides nothing', async () => {
    google.claims = somebody()
    const browser = visitor(server)
    const url = new URL(
      locationOf(await browser.open('/auth/google', { host: 'evil.example', 'x-forwarded-host': 'evil.example' })),
    )
    expect(url.searchParams.get('redirect_uri')).toBe('http://localhost:8000/auth/callback')
    const response = await browser.open(await atGoogle(url), { host: 'evil.example' })
    expect(locationOf(response)).toBe('http://localhost:5173/sign-in/done')
  })
})
