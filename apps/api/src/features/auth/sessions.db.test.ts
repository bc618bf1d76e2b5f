import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { SEEN_EVERY_MS } from '../../members/standing.ts'
import { cookieValue, setStanding, signIn, signUp } from '../../testing/members.ts'
import { cookiesOf, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer({ VIEWER_COUNTRY: 'cloudfront', TRUSTED_PROXIES: '10.0.0.0/8' })
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const PHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1'
const signInFrom = async (email: string, { userAgent, from, country }: Record<string, string>) => {
  const { body, statusCode, cookies } = await loginAs(email, { userAgent, from, country })
  if (statusCode !== 200) throw new Error(body)
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}
const loginAs = (email: string, { userAgent = '', from = '', country = '' }: Record<string, string | undefined>) =>
  server.request('POST', '/auth/login', {
    body: { email, password: 'SecurePass123!' },
    headers: { 'user-agent': userAgent, 'cloudfront-viewer-country': country, 'x-forwarded-for': '192.0.2.9' },
    from,
  })
const list = (cookies?: string) => server.request('GET', '/auth/sessions', cookies ? { cookies } : {})
const end = (id: string, cookies?: string) =>
  server.request('DELETE', `/auth/sessions/${id}`, cookies ? { cookies } : {})
const endOthers = (cookies?: string) =>
  server.request('POST', '/auth/sessions/revoke-others', cookies ? { cookies } : {})
const me = async (cookies: string) => (await server.request('GET', '/auth/me', { cookies })).statusCode
const currentId = async (cookies: string): Promise<string> =>
  (await list(cookies)).json().sessions.find(({ current }: { current: boolean }) => current).id
const auditOf = (target: string) =>
  db.query('', 'select actor_kind, action, after from audit_log where target = $1', [target])

describe('GET /auth/sessions', () => {
  test('200: device and place in words, since when, when last, and which one asks; no address', async () => {
    await signUp(server, 'list@example.com')
    const here = await signInFrom('list@example.com', { userAgent: PHONE, from: '10.0.0.1', country: 'CH' })
    const response = await list(here)
    expect(response.statusCode).toBe(200)
    const now = new Date(clock.nowMs()).toISOString()
    const expected = { id: expect.any(String), since: now, last_seen: now }
    expect(response.json().sessions).toHaveLength(2)
    expect(response.json().sessions).toEqual(
      expect.arrayContaining([
        { ...expected, device: 'Safari on iPhone', place: 'Switzerland', current: true },
        { ...expected, device: 'Unknown device', place: null, current: false },
      ]),
    )
    expect(response.body).not.toMatch(/192\.0\.2\.9|10\.0\.0\.1|Mozilla/)
  })

  test('200: a country that anybody but a trusted proxy says is not believed', async () => {
    await signUp(server, 'liar@example.com')
    const cookies = await signInFrom('liar@example.com', { userAgent: '', from: '192.0.2.1', country: 'CH' })
    expect((await list(cookies)).json().sessions.map(({ place }: { place: string }) => place)).toEqual([null, null])
  })

  test('200: a renewal says from where it is used now', async () => {
    await signUp(server, 'moved@example.com')
    const cookies = await signInFrom('moved@example.com', { userAgent: '', from: '10.0.0.1', country: 'CH' })
    const headers = { 'cloudfront-viewer-country': 'AT' }
    const renewed = cookiesOf(await server.request('POST', '/auth/refresh', { cookies, headers, from: '10.0.0.1' }))
    expect((await list(renewed)).json().sessions).toContainEqual(expect.objectContaining({ place: 'Austria' }))
  })

  test('200: only those that live', async () => {
    const cookies = await signUp(server, 'living@example.com')
    const [signedOut, expired] = [
      await signIn(server, 'living@example.com'),
      await signIn(server, 'living@example.com'),
    ]
    await server.request('POST', '/auth/logout', { cookies: signedOut })
    await db.query('', 'update sign_ins set expires_at = $2 where id = $1', [
      await currentId(expired),
      new Date(clock.nowMs()),
    ])
    expect((await list(cookies)).json().sessions).toHaveLength(1)
  })

  test('200: when it was seen last is true to some minutes, and is not written with every request', async () => {
    const cookies = await signUp(server, 'seen@example.com')
    const id = await currentId(cookies)
    const [written] = await db.query<{ xmin: string }>('', 'select xmin::text from sign_ins where id = $1', [id])
    for (let asked = 0; asked < 5; asked += 1) {
      clock.advance(SEEN_EVERY_MS / 5)
      await me(cookies)
    }
    const [still] = await db.query<{ xmin: string }>('', 'select xmin::text from sign_ins where id = $1', [id])
    expect(still).toEqual(written)
    clock.advance(6_000)
    await me(cookies)
    const now = new Date(clock.nowMs()).toISOString()
    await until(async () => (await list(cookies)).json().sessions[0].last_seen === now)
  })

  test('401: nobody', async () => {
    expect((await list()).statusCode).toBe(401)
  })

  test('403: a suspended member', async () => {
    const cookies = await signUp(server, 'suspended.list@example.com')
    await setStanding(db, 'suspended.list@example.com', { status: 'suspended' })
    await until(async () => (await list(cookies)).statusCode === 403)
  })
})

describe('DELETE /auth/sessions/{id}', () => {
  test('204: its tokens open nothing from then on, and it cannot be renewed; the others go on', async () => {
    const [here, there] = [await signUp(server, 'end@example.com'), await signIn(server, 'end@example.com')]
    const id = await currentId(there)
    expect((await end(id, here)).statusCode).toBe(204)
    expect(await me(there)).toBe(401)
    expect(await me(here)).toBe(200)
    const refreshed = await server.request('POST', '/auth/refresh', { cookies: there })
    expect(refreshed.json().code).toBe('session_ended')
    const after = { reason: 'revoked_by_member' }
    expect(await auditOf(id)).toEqual([{ actor_kind: 'member', action: 'sign_in.revoked', after }])
  })

  test('204: the edges learn of it', async () => {
    const [here, there] = [await signUp(server, 'edge@example.com'), await signIn(server, 'edge@example.com')]
    const id = await currentId(there)
    await end(id, here)
    expect(await db.query('', `select ended from revocations where kind = 'sign_in' and subject = $1`, [id])).toEqual([
      { ended: true },
    ])
  })

  test('204: the one that asks is signed out like by logout', async () => {
    const cookies = await signUp(server, 'self@example.com')
    const response = await end(await currentId(cookies), cookies)
    expect(response.statusCode).toBe(204)
    expect(cookieValue(cookiesOf(response), 'access_token')).toBe('')
    expect(response.headers['set-cookie']).toHaveLength(2)
    expect(await me(cookies)).toBe(401)
  })

  test("404: somebody else's, an unknown one and one that was ended, alike", async () => {
    const [cookies, foreign] = [await signUp(server, 'mine@example.com'), await signUp(server, 'theirs@example.com')]
    const ended = await currentId(await signIn(server, 'mine@example.com'))
    await end(ended, cookies)
    const answers = await Promise.all(
      [await currentId(foreign), randomUUID(), ended].map(async (id) => {
        const response = await end(id, cookies)
        return { ...response.json(), request_id: '' }
      }),
    )
    expect(answers[0]).toMatchObject({ status: 404, code: 'not_found' })
    expect(answers).toEqual([answers[0], answers[0], answers[0]])
    expect(await me(foreign)).toBe(200)
    expect(await auditOf(await currentId(foreign))).toEqual([])
  })

  test('400: an id that is none', async () => {
    expect((await end('x', await signUp(server, 'bad.id@example.com'))).statusCode).toBe(400)
  })

  test('401: nobody', async () => {
    expect((await end(randomUUID())).statusCode).toBe(401)
  })
})

describe('POST /auth/sessions/revoke-others', () => {
  test('200: every other sign-in ends, the one that asks goes on, and so does everybody else', async () => {
    const here = await signUp(server, 'others@example.com')
    const others = [await signIn(server, 'others@example.com'), await signIn(server, 'others@example.com')]
    const foreign = await signUp(server, 'foreign@example.com')
    const ids = await Promise.all(others.map(currentId))
    const response = await endOthers(here)
    expect(response.json()).toEqual({ ended: 2 })
    expect(await Promise.all([here, ...others, foreign].map(me))).toEqual([200, 401, 401, 200])
    expect((await Promise.all(ids.map(auditOf))).flat()).toHaveLength(2)
    expect((await endOthers(here)).json()).toEqual({ ended: 0 })
  })

  test('401: nobody', async () => {
    expect((await endOthers()).statusCode).toBe(401)
  })
})
