import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { mailsTo } from '../../../testing/mails.ts'
import { PASSWORD, setStanding, signIn, signUp, signUpAs } from '../../../testing/members.ts'
import { secondServer, testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '1000' })
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const ADMIN = 'free.admin@example.com'
const MODERATOR = 'free.moderator@example.com'
const admin = await signUpAs(server, 'free', 'admin')
const moderator = await signUpAs(server, 'free', 'moderator')
const idOf = async (email: string) =>
  (await db.query<{ sub: string }>('', 'select cognito_sub as sub from users where email = $1', [email]))[0]?.sub ?? ''
const [adminId, moderatorId] = await Promise.all([idOf(ADMIN), idOf(MODERATOR)])

let count = 0
let email = ''
let cookies = ''
let id = ''
beforeEach(async () => {
  count += 1
  email = `member${count}@example.com`
  cookies = await signUp(server, email)
  id = await idOf(email)
})

type Method = 'POST' | 'PUT' | 'DELETE'
const act = (method: Method, path: string, { body = {}, as = admin }: { body?: object; as?: string } = {}) =>
  server.request(method, `/api/studio/members/${path}`, { body, cookies: as })
const me = async (of = cookies) => (await server.request('GET', '/auth/me', { cookies: of })).statusCode
const actsOn = (target: string) =>
  db.query('', 'select action, before, after, actor_sub, request_id from audit_log where target = $1 order by id', [
    target,
  ])
const lastActOn = async (target: string) => (await actsOn(target)).at(-1)
const kinds = async (to = email) => (await mailsTo(server, to)).map(({ kind }) => kind)

const ACTS: [method: Method, path: string, body?: object][] = [
  ['PUT', 'tier', { tier: 'basic' }],
  ['PUT', 'role', { task: 'moderator' }],
  ['POST', 'suspend', { reason: 'Rude words' }],
  ['POST', 'reinstate'],
  ['POST', 'sign-out'],
  ['POST', 'export'],
  ['DELETE', ''],
  ['POST', 'keep'],
]

const urlOf = (path: string) => `${randomUUID()}/${path}`.replace(/\/$/, '')

describe('every act on a member', () => {
  test.each(ACTS)('401: %s %s without a session', async (method, path, body = {}) => {
    expect((await act(method, urlOf(path), { body, as: '' })).statusCode).toBe(401)
  })

  test.each(ACTS)('404: %s %s on nobody', async (method, path, body = {}) => {
    expect((await act(method, urlOf(path), { body })).statusCode).toBe(404)
  })
})

describe('PUT /api/studio/members/{id}/tier', () => {
  test('200: another subscription and the role that goes with it, recorded with before and after', async () => {
    const response = await act('PUT', `${id}/tier`, { body: { tier: 'premium' } })
    expect(response.json()).toMatchObject({ subscription_tier: 'premium', role: 'premium_user' })
    expect(await lastActOn(id)).toEqual({
      action: 'member.role_and_tier_set',
      before: { role: 'free_user', tier: 'free' },
      after: { role: 'premium_user', tier: 'premium' },
      actor_sub: adminId,
      request_id: response.headers['x-request-id'],
    })
  })

  test('422: a subscription that there is not', async () => {
    expect((await act('PUT', `${id}/tier`, { body: { tier: 'gold' } })).statusCode).toBe(422)
  })
})

describe('PUT /api/studio/members/{id}/role', () => {
  test('200: a task counts at once, and is taken back', async () => {
    const given = await act('PUT', `${id}/role`, { body: { task: 'content_creator' } })
    expect(given.json()).toMatchObject({ role: 'content_creator' })
    const list = () => server.request('GET', '/api/studio/content', { cookies })
    await until(async () => (await list()).statusCode === 200)
    expect((await act('PUT', `${id}/role`, { body: { task: null } })).json()).toMatchObject({ role: 'free_user' })
    await until(async () => (await list()).statusCode === 403)
    expect(await lastActOn(id)).toMatchObject({
      before: { role: 'content_creator', tier: 'free' },
      after: { role: 'free_user', tier: 'free' },
    })
  })

  test('409: the last administrator stays one', async () => {
    const response = await act('PUT', `${adminId}/role`, { body: { task: null } })
    expect([response.statusCode, response.json().code]).toEqual([409, 'last_admin'])
  })

  test('422: a role that is no task', async () => {
    expect((await act('PUT', `${id}/role`, { body: { task: 'premium_user' } })).statusCode).toBe(422)
  })
})

describe('POST /api/studio/members/{id}/suspend', () => {
  test('200: the member is out at once, and is told why: by mail, in their session, and when they sign in', async () => {
    const body = { reason: 'Your password was sold' }
    const response = await act('POST', `${id}/suspend`, { body, as: moderator })
    expect(response.json()).toMatchObject({ status: 'suspended', suspended_reason: body.reason })
    await until(async () => (await me()) === 403)
    const told = 'This account is suspended: Your password was sold. Contact support.'
    const refused = await server.request('GET', '/auth/me', { cookies })
    expect(refused.json()).toMatchObject({ code: 'account_suspended', detail: told })
    const attempt = () => server.request('POST', '/auth/login', { body: { email, password: PASSWORD } })
    expect((await attempt()).json()).toMatchObject({ code: 'account_suspended', detail: told })
    const { sub, disable } = { sub: id, disable: server.parts.auth.identity.disable }
    await disable(sub)
    expect((await attempt()).json()).toMatchObject({ code: 'account_suspended', detail: told })
    const wrong = await server.request('POST', '/auth/login', { body: { email, password: 'WrongPass123!' } })
    expect(wrong.body).not.toContain('sold')
    expect((await server.request('POST', '/auth/refresh', { cookies })).statusCode).toBeGreaterThan(400)
    expect(await mailsTo(server, email)).toContainEqual({ kind: 'account_suspended', reason: body.reason })
    const status = { before: { status: 'active' }, after: { status: 'suspended' } }
    expect(await actsOn(id)).toContainEqual({
      action: 'member.status_set',
      ...status,
      actor_sub: moderatorId,
      request_id: response.headers['x-request-id'],
    })
  })

  test('403: who looks after members suspends nobody who works here', async () => {
    const response = await act('POST', `${adminId}/suspend`, { body: { reason: 'A coup' }, as: moderator })
    expect([response.statusCode, response.json().code]).toEqual([403, 'forbidden'])
    expect(await me(admin)).toBe(200)
  })

  test('409: the last administrator is not locked out', async () => {
    expect((await act('POST', `${adminId}/suspend`, { body: { reason: 'Myself' } })).json().code).toBe('last_admin')
    expect(await kinds(ADMIN)).not.toContain('account_suspended')
  })

  test.each([{}, { reason: '' }, { reason: ' ' }, { reason: 'x'.repeat(301) }])('422: %j', async (body) => {
    expect((await act('POST', `${id}/suspend`, { body })).statusCode).toBe(422)
  })
})

describe('POST /api/studio/members/{id}/reinstate', () => {
  test('200: everything opens again, nothing of the reason stays', async () => {
    await act('POST', `${id}/suspend`, { body: { reason: 'By mistake' } })
    const response = await act('POST', `${id}/reinstate`, { as: moderator })
    expect(response.json()).toMatchObject({ status: 'active', suspended_reason: null })
    await until(async () => (await me()) === 200)
    expect((await kinds()).filter((kind) => kind.startsWith('account_'))).toEqual([
      'account_suspended',
      'account_reinstated',
    ])
    await act('POST', `${id}/reinstate`)
    expect(await kinds()).toHaveLength(2)
  })
})

describe('POST /api/studio/members/{id}/sign-out', () => {
  test('200: every device is signed out, and each end recorded', async () => {
    const other = await signIn(server, email)
    const response = await act('POST', `${id}/sign-out`)
    expect(response.json()).toMatchObject({ sign_ins: [] })
    for (const of of [cookies, other]) {
      await until(async () => (await me(of)) === 401)
      expect((await server.request('POST', '/auth/refresh', { cookies: of })).statusCode).toBe(401)
    }
    const ended = await db.query(
      '',
      `select 1 from audit_log where after->>'reason' = 'revoked_by_admin' and actor_sub = $1`,
      [adminId],
    )
    expect(ended).toHaveLength(2)
    expect(await me(await signIn(server, email))).toBe(200)
  })
})

describe('POST /api/studio/members/{id}/export', () => {
  test('200: it waits for the member, who alone sees it', async () => {
    expect((await act('POST', `${id}/export`)).json()).toMatchObject({ export_waits: true })
    expect(await lastActOn(id)).toMatchObject({ action: 'account.export_requested', actor_sub: adminId })
    const own = await server.request('GET', '/auth/export', { cookies })
    expect(own.json()).toMatchObject({ status: 'preparing' })
    expect((await server.request('GET', '/auth/export', { cookies: admin })).json()).toMatchObject({ status: 'none' })
  })
})

describe('DELETE /api/studio/members/{id}', () => {
  test('200: in a week; until then it is kept by the member or by us', async () => {
    const response = await act('DELETE', id)
    const untilMs = clock.nowMs() + 7 * 86_400_000
    expect(response.json()).toMatchObject({ deletion_at: new Date(untilMs).toISOString(), sign_ins: [] })
    expect(await kinds()).toContain('account_deletion_requested')
    expect(await lastActOn(id)).toMatchObject({ action: 'account.deletion_requested', actor_sub: adminId })
    await until(async () => (await me()) === 401)
    const again = await signIn(server, email)
    expect((await server.request('POST', '/auth/account/keep', { cookies: again })).statusCode).toBe(200)
  })

  test('200: of one who is suspended, too', async () => {
    await act('POST', `${id}/suspend`, { body: { reason: 'Rude words' } })
    expect((await act('DELETE', id)).json()).toMatchObject({ deletion_at: expect.any(String) })
  })

  test('409: never the last administrator', async () => {
    expect((await act('DELETE', adminId)).json().code).toBe('last_admin')
    expect(await me(admin)).toBe(200)
  })
})

describe('POST /api/studio/members/{id}/keep', () => {
  test('200: nothing is deleted', async () => {
    await act('DELETE', id)
    expect((await act('POST', `${id}/keep`)).json()).toMatchObject({ deletion_at: null })
    expect(await lastActOn(id)).toMatchObject({ action: 'account.deletion_cancelled', actor_sub: adminId })
    expect((await act('POST', `${id}/keep`)).json()).toMatchObject({ deletion_at: null })
  })
})

describe('DELETE /auth/account: the last administrator', () => {
  test('409: stays, by their own word, too', async () => {
    const deletion = { body: { password: PASSWORD }, cookies: admin }
    const response = await server.request('DELETE', '/auth/account', deletion)
    expect([response.statusCode, response.json().code]).toEqual([409, 'last_admin'])
    expect(await me(admin)).toBe(200)
    expect((await server.request('POST', '/auth/refresh', { cookies: admin })).statusCode).toBe(200)
  })

  test('409: is left by however many go at once, in whichever way and process', async () => {
    await using second = await secondServer(server, { ACCESS_TOKEN_EXPIRE_MINUTES: '1000' })
    for (let round = 0; round < 4; round += 1) {
      const all = await Promise.all(
        [0, 1, 2, 3].map(async () => {
          const address = `one-of-four-${randomUUID()}@example.com`
          const session = await signUp(server, address)
          await setStanding(db, address, { role: 'admin' })
          return { session, sub: await idOf(address) }
        }),
      )
      await setStanding(db, ADMIN, { role: 'free_user' })
      const ways = [
        ({ sub }: (typeof all)[number], by: string) =>
          ['PUT', `/api/studio/members/${sub}/role`, { task: null }, by] as const,
        ({ sub }: (typeof all)[number], by: string) =>
          ['POST', `/api/studio/members/${sub}/suspend`, { reason: 'Gone' }, by] as const,
        ({ session }: (typeof all)[number]) => ['DELETE', '/auth/account', { password: PASSWORD }, session] as const,
      ]
      await Promise.all(
        all.map(async (one, index) => {
          const [method, url, body, by] = ways[(index + round) % 3]?.(one, one.session) ?? []
          if (!method || !url || !by) throw new Error('No way')
          const on = index % 2 ? second : server
          const response = await on.request(method, url, { body, cookies: by })
          expect([200, 409], response.body).toContain(response.statusCode)
        }),
      )
      const left = await db.query<{ email: string }>(
        '',
        `select email from users where role = 'admin' and status = 'active' and deletion_requested_at is null`,
      )
      expect(left).toHaveLength(1)
      await setStanding(db, ADMIN, { role: 'admin' })
      await db.query('', `update users set role = 'free_user' where email like 'one-of-four-%'`)
    }
  })
})
