import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { cognitoServer } from '../../testing/cognito/cognito-server.ts'
import { addUser, type PoolUser } from '../../testing/cognito/pool.ts'
import { beginSignIn, issue } from '../../testing/cognito/tokens.ts'
import { setStanding, signUp } from '../../testing/members.ts'
import { secondServer, type TestServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const whole = await cognitoServer()
const { server, counterpart } = whole
const { pool, environment } = counterpart
afterAll(() => whole[Symbol.asyncDispose]())

let count = 0
let user: PoolUser
let email: string

beforeEach(() => {
  count += 1
  email = `native${count}@example.com`
  user = addUser(pool, { email, name: 'Ada Lovelace', status: 'CONFIRMED' })
  user.attributes.set('email_verified', 'true')
  counterpart.calls.length = 0
})

/** A native app signs somebody in at Cognito itself. */
const atCognito = async () => (await beginSignIn(pool, user)).AccessToken

const me = (token: string, on: TestServer = server) =>
  on.request('GET', '/auth/me', { headers: { authorization: `Bearer ${token}`, 'user-agent': 'Our app/1.0 (iPhone)' } })

const rows = () =>
  server.db.query<{ id: string; provider: string; method: string; device: string; ends_at: number }>(
    'test_sign_ins',
    `select id, provider, method, device, extract(epoch from expires_at)::integer as ends_at from sign_ins where sub = $1`,
    [user.sub],
  )

describe('A sign-in that a native app made at Cognito', () => {
  it('counts at once, is written with its member, and is listed like any other', async () => {
    const token = await atCognito()
    const response = await me(token)
    expect(response.json()).toMatchObject({ id: user.sub, email, name: 'Ada Lovelace', subscription_tier: 'free' })
    expect(await rows()).toEqual([
      expect.objectContaining({
        provider: 'cognito',
        method: 'provider',
        device: 'Our app/1.0 (iPhone)',
        ends_at: Math.floor(server.clock.nowMs() / 1000) + 7 * 86_400,
      }),
    ])
    const listed = await server.request('GET', '/auth/sessions', { headers: { authorization: `Bearer ${token}` } })
    expect(listed.json().sessions).toHaveLength(1)
  })

  it('costs nothing when it is known: Cognito is asked who it is once, and of a known member never', async () => {
    const token = await atCognito()
    for (let time = 0; time < 3; time += 1) expect((await me(token)).statusCode).toBe(200)
    expect((await me(await atCognito())).statusCode).toBe(200)
    expect(counterpart.calls.filter((name) => name !== 'jwks')).toEqual(['AdminGetUser'])
  })

  it('is one, however many requests bring it to however many processes at once', async () => {
    await using second = await secondServer(server, environment)
    const token = await atCognito()
    const asked = Array.from({ length: 20 }, (_, at) => me(token, at % 2 ? server : second))
    for (const response of await Promise.all(asked)) expect(response.statusCode).toBe(200)
    expect(await rows()).toHaveLength(1)
  })

  it('that was revoked is not taken up again, by no token of it and no process', async () => {
    const first = await beginSignIn(pool, user)
    expect((await me(first.AccessToken)).statusCode).toBe(200)
    const [row] = await rows()
    const authorization = { authorization: `Bearer ${first.AccessToken}` }
    await server.request('DELETE', `/auth/sessions/${row?.id}`, { headers: authorization })
    await until(async () => (await me(first.AccessToken)).statusCode === 401)
    const grant = pool.refreshTokens.get('RefreshToken' in first ? first.RefreshToken : '')
    if (!grant) throw new Error('No grant')
    const later = await issue(pool, user, grant, { refresh: false })
    expect((await me(later.AccessToken)).statusCode).toBe(401)
    await using second = await secondServer(server, environment)
    expect((await me(later.AccessToken, second)).statusCode).toBe(401)
    expect((await me(await atCognito())).statusCode).toBe(200)
  })

  it('that has ended is not taken up again, though Cognito would renew it for years', async () => {
    pool.client.refreshTokenSeconds = 10 * 365 * 86_400
    const tokens = await beginSignIn(pool, user)
    const grant = pool.refreshTokens.get('RefreshToken' in tokens ? tokens.RefreshToken : '')
    if (!grant) throw new Error('No grant')
    const eightDaysAgo = Math.floor(server.clock.nowMs() / 1000) - 8 * 86_400
    const later = await issue(pool, user, { ...grant, authTimeSeconds: eightDaysAgo }, { refresh: false })
    pool.client.refreshTokenSeconds = 7 * 86_400
    expect((await me(later.AccessToken)).statusCode).toBe(401)
    expect(await rows()).toEqual([])
  })

  it('of a suspended or deleted member is none, whether they were seen before or not', async () => {
    expect((await me(await atCognito())).statusCode).toBe(200)
    await setStanding(server.db, email, { status: 'suspended' })
    expect((await me(await atCognito())).statusCode).toBe(401)
    await server.db.query('test_delete_user', 'delete from users where cognito_sub = $1', [user.sub])
    expect((await me(await atCognito())).statusCode).toBe(401)
    const [found] = await server.db.query<{ found: boolean }>(
      'test_user_exists',
      'select exists (select from users where cognito_sub = $1) as found',
      [user.sub],
    )
    expect(found).toEqual({ found: false })
  })

  it('of an address that is not verified, or another member has, is none', async () => {
    user.attributes.set('email_verified', 'false')
    expect((await me(await atCognito())).statusCode).toBe(401)
    const taken = `taken${count}@example.com`
    await signUp(server, taken)
    user.attributes.set('email_verified', 'true').set('email', taken)
    user.status = 'EXTERNAL_PROVIDER'
    expect((await me(await atCognito())).statusCode).toBe(401)
    expect(await rows()).toEqual([])
  })

  it('waits for Cognito to say who it is: an outage is none of the member', async () => {
    const token = await atCognito()
    counterpart.fail('AdminGetUser', 'broken')
    const response = await me(token)
    expect(response.statusCode).toBe(503)
    expect(response.headers['retry-after']).toBeDefined()
    counterpart.mend()
    expect((await me(token)).statusCode).toBe(200)
    server.logged.length = 0
  })

  it('comes as Bearer alone: a cookie is ours, and its sign-in is known', async () => {
    const response = await server.request('GET', '/auth/me', { cookies: `access_token=${await atCognito()}` })
    expect(response.statusCode).toBe(401)
    expect(await rows()).toEqual([])
  })
})
