import { randomUUID } from 'node:crypto'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../../testing/catalogue-rows.ts'
import { setStanding, signUp, signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '1000' })
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

const admin = await signUpAs(server, 'free', 'admin')
const moderator = await signUpAs(server, 'free', 'moderator')
const creator = await signUpAs(server, 'free', 'content_creator')
const EMAIL = 'zoe.lovelace+test@example.org'
const zoe = await signUp(server, EMAIL)
await db.query(
  '',
  `update users set display_name = 'Zoë de la Mer-Bleue', created_at = '2026-01-02' where email = $1`,
  [EMAIL],
)
await setStanding(db, EMAIL, { tier: 'premium', role: 'premium_user' })
const idOf = async (email: string) =>
  (await db.query<{ sub: string }>('', 'select cognito_sub as sub from users where email = $1', [email]))[0]?.sub ?? ''
const id = await idOf(EMAIL)

const ask = (path: string, cookies = moderator) => server.request('GET', `/api/studio/members${path}`, { cookies })
const emailsOf = async (query: string) => (await ask(query)).json().members.map(({ email }: { email: string }) => email)

describe('GET /api/studio/members', () => {
  test('200: a page of those who are members, as much as a list shows', async () => {
    const response = await ask(`?q=${encodeURIComponent(EMAIL)}`)
    expect(response.json()).toEqual({
      members: [
        {
          id,
          email: EMAIL,
          name: 'Zoë de la Mer-Bleue',
          role: 'premium_user',
          subscription_tier: 'premium',
          status: 'active',
          joined_at: '2026-01-02T00:00:00.000Z',
          last_seen_at: expect.any(String),
          deletion_at: null,
        },
      ],
      total: 1,
      has_uncounted: false,
      limit: 20,
      offset: 0,
    })
  })

  test.each(['zoë', 'ZO', 'mer lovel', 'bleue', 'zoe.lovelace+test@exam', 'test example.org'])(
    '200: found by how words begin: %s',
    async (q) => expect(await emailsOf(`?q=${encodeURIComponent(q)}`)).toEqual([EMAIL]),
  )

  test.each(['ovelace', 'zoë adm', 'z', `'x':*`, 'a | b', '!zoë nobody'])(
    '200: and not by anything else: %s',
    async (q) => {
      expect(await emailsOf(`?q=${encodeURIComponent(q)}`)).toEqual([])
    },
  )

  test.each([
    ['6e2562916eba.1@example.net', null, ['6e2562916eba', '6e2562', '6e2562916eba.1@example.net', 'net 1']],
    [
      '0b6f12e4-5e1c-4d7a-9e3b-12e345678901@example.net',
      null,
      ['5e1c', '12e34', '0b6f12e4-5e1c-4d7a-9e3b-12e345678901'],
    ],
    ['+1-2@example.net', 'J.R. Smith', ['j.r. smith', 'smith', 'r j', '1 2']],
    ['a/b@example.net', '-12 a.example.net/x', ['a/b', 'b', '12', 'example.net x']],
    ["o'brien@example.net", 'Siobhán O’Brien', ["o'brien", 'o’brien', 'siobhan', 'SIOBHÁN brien']],
    ['ju.rgen@example.net', 'Ju\u0308rgen Groß', ['jürgen', 'jurgen', 'JÜRGEN', 'ju\u0308rg', 'groß']],
    ['i@example.net', 'ＩＮＧＥ Þórdís Ελένη Елена', ['inge', 'þórd', 'ελενη', 'ΕΛΈΝΗ', 'елена']],
    ['long@example.net', `${'w'.repeat(150)} last`, ['w'.repeat(150), 'last', 'www']],
  ])('200: found by each word of the address or the name, whatever it looks like: %s', async (email, name, typed) => {
    await db.query(
      '',
      `insert into users (cognito_sub, email, display_name) values (gen_random_uuid()::text, $1, $2)`,
      [email, name],
    )
    for (const q of typed) expect(await emailsOf(`?q=${encodeURIComponent(q)}`), q).toEqual([email])
    await db.query('', 'delete from users where email = $1', [email])
  })

  test('200: narrowed by subscription, role, status and when they were here, sorted, page by page', async () => {
    expect(await emailsOf('?tier=premium')).toEqual([EMAIL])
    expect(await emailsOf('?role=moderator')).toEqual(['free.moderator@example.com'])
    expect(await emailsOf('?sort=email&order=asc&limit=1&offset=1')).toEqual(['free.content_creator@example.com'])
    expect(await emailsOf('?sort=joined&order=asc&limit=1')).toEqual([EMAIL])
    expect(await emailsOf('?sort=name&limit=1')).toEqual([EMAIL])
    const now = new Date(clock.nowMs()).toISOString()
    expect(await emailsOf(`?seen_after=${now}`)).toHaveLength(4)
    clock.advance(3_600_000)
    const later = new Date(clock.nowMs()).toISOString()
    expect((await server.request('GET', '/auth/me', { cookies: zoe })).statusCode).toBe(200)
    await expect.poll(() => emailsOf(`?seen_before=${later}&sort=seen`)).not.toContain(EMAIL)
    expect(await emailsOf('?sort=seen')).toHaveLength(4)
    await signUp(server, 'gone@example.com')
    await setStanding(db, 'gone@example.com', { status: 'deleted' })
    expect((await ask('')).json().total).toBe(4)
    await setStanding(db, 'free.content_creator@example.com', { status: 'suspended' })
    expect(await emailsOf('?status=suspended')).toEqual(['free.content_creator@example.com'])
    await setStanding(db, 'free.content_creator@example.com', { status: 'active' })
  })

  test('401: without a session', async () => expect((await ask('', '')).statusCode).toBe(401))
  test('403: for whoever makes items', async () => expect((await ask('', creator)).statusCode).toBe(403))

  test.each([
    '?q=',
    '?q=%20-',
    '?q=a%00',
    '?limit=101',
    '?offset=10001',
    '?sort=breath',
    '?tier=gold',
    '?seen_after=yesterday',
  ])('422: %s', async (query) => expect((await ask(query)).statusCode).toBe(422))
})

describe('GET /api/studio/members/{id}', () => {
  test('200: where they are signed in, what they play now, and how often they practised, in number only', async () => {
    const item = await publish(server, { title: 'The Quiet Hour', tier: 'premium', heights: [720] })
    const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    const headers = { 'user-agent': userAgent }
    const opened = await server.request('GET', `/api/streaming/content/${item}/stream`, { cookies: zoe, headers })
    expect(opened.statusCode).toBe(200)
    for (const body of [{}, {}]) await server.request('POST', '/api/meditation/sessions/start', { cookies: zoe, body })
    const response = await ask(`/${id}`)
    expect(response.json()).toMatchObject({
      id,
      sign_ins: [{ device: expect.any(String), place: null }],
      streams: [{ content_id: item, title: 'The Quiet Hour', device: 'Firefox on Linux' }],
      sessions: expect.any(Number),
      suspended_reason: null,
      export_waits: false,
      may_suspend: true,
    })
    expect(response.body).not.toMatch(/breath|bpm|consistency|phase/i)
    clock.advance(61_000)
    expect((await ask(`/${id}`)).json().streams).toEqual([])
  })

  test('200: who looks after members does not decide on those who work here', async () => {
    const colleague = await idOf('free.admin@example.com')
    expect((await ask(`/${colleague}`)).json().may_suspend).toBe(false)
    expect((await ask(`/${colleague}`, admin)).json().may_suspend).toBe(true)
  })

  test('400: an id that is none', async () => expect((await ask('/x')).statusCode).toBe(400))
  test('401: without a session', async () => expect((await ask(`/${id}`, '')).statusCode).toBe(401))
  test('403: for whoever makes items', async () => expect((await ask(`/${id}`, creator)).statusCode).toBe(403))
  test('404: nobody, and who is gone', async () => {
    expect((await ask(`/${randomUUID()}`)).statusCode).toBe(404)
    expect((await ask(`/${await idOf('gone@example.com')}`)).statusCode).toBe(404)
  })
})
