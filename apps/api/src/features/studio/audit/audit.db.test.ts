import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { audit } from '../../../members/audit.ts'
import { signUp, signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db } = server

const admin = await signUpAs(server, 'free', 'admin')
const moderator = await signUpAs(server, 'free', 'moderator')
await signUp(server, 'ada@example.com')
const idOf = async (email: string) =>
  (await db.query<{ sub: string }>('', 'select cognito_sub as sub from users where email = $1', [email]))[0]?.sub ?? ''
const [adminId, ada] = await Promise.all([idOf('free.admin@example.com'), idOf('ada@example.com')])

const changed = await server.request('PUT', `/api/studio/members/${ada}/tier`, {
  cookies: admin,
  body: { tier: 'basic' },
})
await audit(db, {
  action: 'account.deleted',
  target: randomUUID(),
  before: null,
  after: null,
  actor: { kind: 'operator' },
  requestId: null,
})

const ask = (query = '', cookies = admin) => server.request('GET', `/api/studio/audit${query}`, { cookies })
const actionsOf = async (query: string) =>
  (await ask(query)).json().acts.map(({ action }: { action: string }) => action)

describe('GET /api/studio/audit', () => {
  test('200: who did what, with before and after and the request, newest first', async () => {
    const { acts, total } = (await ask('?limit=2')).json()
    expect(total).toBeGreaterThan(2)
    expect(acts).toEqual([
      expect.objectContaining({ actor_kind: 'operator', actor_id: null, action: 'account.deleted', target_name: null }),
      {
        id: expect.any(String),
        at: expect.any(String),
        actor_kind: 'member',
        actor_id: adminId,
        actor_name: 'Test User',
        action: 'member.role_and_tier_set',
        target: ada,
        target_name: 'Test User',
        before: { role: 'free_user', tier: 'free' },
        after: { role: 'premium_user', tier: 'basic' },
        request_id: changed.headers['x-request-id'],
      },
    ])
  })

  test('200: what was changed is called by its name', async () => {
    const body = { name: 'Walking' }
    const made = await server.request('POST', '/api/studio/categories', { cookies: admin, body })
    const { acts } = (await ask(`?target=${made.json().id}`)).json()
    expect(acts).toMatchObject([{ action: 'category.created', target_name: 'Walking' }])
  })

  test('200: narrowed by who, to what, which act and when, page by page', async () => {
    expect(await actionsOf('?actor=operator')).toEqual(['account.deleted'])
    expect(await actionsOf('?target=Ada@example.com')).toEqual(['member.role_and_tier_set', 'account.signed_in'])
    expect(await actionsOf(`?actor=${adminId}&target=${ada}`)).toEqual(['member.role_and_tier_set'])
    expect(await actionsOf('?action=account.signed_in&limit=1&offset=1')).toEqual(['account.signed_in'])
    expect(await actionsOf('?action=member')).toEqual(['member.role_and_tier_set'])
    expect(await actionsOf('?action=member.status_set')).toEqual([])
    const [{ at }] = (await ask(`?target=${ada}&limit=1`)).json().acts
    expect(await actionsOf(`?target=${ada}&to=${at}`)).toEqual(['account.signed_in'])
    expect(await actionsOf(`?target=${ada}&from=${at}`)).toEqual(['member.role_and_tier_set'])
    expect(await actionsOf('?actor=nobody@example.com')).toEqual([])
  })

  test('401: without a session', async () => expect((await ask('', '')).statusCode).toBe(401))
  test('403: for whoever looks after members', async () => expect((await ask('', moderator)).statusCode).toBe(403))
  test.each(['?action=a.b.c', '?limit=101', '?actor=', '?from=yesterday'])('422: %s', async (query) => {
    expect((await ask(query)).statusCode).toBe(422)
  })
})

describe('GET /api/studio/audit/export', () => {
  test('200: all of it, or what it is narrowed to, as CSV', async () => {
    const response = await ask(`/export?target=${ada}`)
    expect(response.headers).toMatchObject({ 'content-disposition': 'attachment; filename="acts.csv"' })
    const lines = response.body.trimEnd().split('\r\n')
    expect(lines[0]).toBe('id,at,actor_kind,actor_id,action,target,before,after,request_id')
    expect(lines).toHaveLength(3)
    expect(lines[1]).toContain(
      `member,${adminId},member.role_and_tier_set,${ada},"{""role"":""free_user"",""tier"":""free""}"`,
    )
  })

  test('200: page after page, each act once', async () => {
    const many = `insert into audit_log (actor_kind, action, target, at)
      select 'system', 'account.deleted', 'many', '2026-01-01' from generate_series(1, 2500)`
    await db.query('', many)
    const lines = (await ask('/export?target=many')).body.trimEnd().split('\r\n').slice(1)
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(2500)
    expect((await ask('?target=many')).json()).toMatchObject({ total: 200, has_uncounted: true })
    expect((await ask('?target=many&offset=2450')).json()).toMatchObject({ total: 2500, has_uncounted: false })
  })

  test('401: without a session', async () => expect((await ask('/export', '')).statusCode).toBe(401))
  test('403: for whoever looks after members', async () => {
    expect((await ask('/export', moderator)).statusCode).toBe(403)
  })
  test('422: an act that there is not', async () => expect((await ask('/export?action=X')).statusCode).toBe(422))
  test.each(['actor', 'target'])('422: NUL in %s, which no database knows', async (filter) => {
    expect((await ask(`?${filter}=a%00`)).statusCode).toBe(422)
    expect((await ask(`/export?${filter}=a%00`)).statusCode).toBe(422)
  })
})

describe('GET /api/studio/audit/chain', () => {
  const look = async (from: Record<string, string | number> = {}) => {
    const query = Object.entries(from).map(([name, value]) => `${name}=${value}`)
    return (await ask(`/chain?${query.join('&')}`)).json()
  }

  test('200: whole, in parts that go on from each other', async () => {
    const first = await look()
    expect(first).toMatchObject({ state: 'partial', position: 2_000, fault: null })
    expect(first.length).toBeGreaterThan(2_500)
    const { position, hash, act } = first
    const last = await look({ position, hash, act })
    expect(last).toMatchObject({ state: 'whole', position: first.length, fault: null })
    const again = { position: last.position, hash: last.hash, act: last.act }
    expect(await look(again)).toMatchObject({ state: 'whole', ...again })
  })

  test('200: broken, with the first thing that is not as it was written', async () => {
    expect(await look({ position: 3, hash: 'a'.repeat(64), act: 0 })).toMatchObject({
      state: 'broken',
      fault: expect.stringContaining('Place 3 had another hash'),
    })
    await db.transaction(async (tx) => {
      await tx.query('', 'alter table audit_log disable trigger user')
      await tx.query('', `update audit_log set target = 'nobody' where id = (select min(id) from audit_log)`)
      await tx.query('', 'alter table audit_log enable trigger user')
    })
    expect(await look()).toMatchObject({ state: 'broken', fault: expect.stringContaining('was changed') })
  })

  test('401: without a session', async () => expect((await ask('/chain', '')).statusCode).toBe(401))
  test('403: for whoever looks after members', async () => {
    expect((await ask('/chain', moderator)).statusCode).toBe(403)
  })
  test.each(['position=-1', 'hash=x', 'act=z'])('422: %s', async (query) => {
    expect((await ask(`/chain?${query}`)).statusCode).toBe(422)
  })
})
