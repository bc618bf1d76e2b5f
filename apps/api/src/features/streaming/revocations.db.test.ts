import { revocationFeedKey } from '@better-and-bliss/stream-token/node'
import type { Revocation, RevocationPage } from '@better-and-bliss/stream-token/revocation-feed'
import { afterAll, describe, expect, test } from 'vitest'
import { publish } from '../../testing/catalogue-rows.ts'
import { setStanding, signIn, signUp } from '../../testing/members.ts'
import { letStreamsLapse } from '../../testing/streams.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { secondServer, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '600' })
afterAll(() => server[Symbol.asyncDispose]())

const item = await publish(server, { title: 'Ocean' })
const key = revocationFeedKey(TEST_KEYS.STREAMING_SECRET_KEY)
const URL = '/api/streaming/revocations'

async function play(cookies: string, content = item): Promise<string> {
  await letStreamsLapse(server.db)
  const response = await server.request('GET', `/api/streaming/content/${content}/stream`, { cookies })
  return response.json().stream_session.id
}

async function page(since?: string): Promise<RevocationPage> {
  const query = since === undefined ? '' : `?since=${since}`
  return (await server.request('GET', `${URL}${query}`, { headers: { authorization: `Bearer ${key}` } })).json()
}

/** Everything since a cursor, page by page. */
async function feed(since?: string): Promise<Revocation[]> {
  const { revocations, cursor, more } = await page(since)
  return more ? [...revocations, ...(await feed(cursor))] : revocations
}

const cursorNow = async () => {
  let at = await page()
  while (at.more) at = await page(at.cursor)
  return at.cursor
}

async function member(email: string) {
  const cookies = await signUp(server, email)
  const { id } = (await server.request('GET', '/auth/me', { cookies })).json()
  return { email, cookies, id: id as string }
}

const of = (id: string, revocations: Revocation[]) =>
  revocations.filter((fact) => fact.id === id || ('member_id' in fact && fact.member_id === id))

describe('GET /api/streaming/revocations', () => {
  test('200: names nobody who plays in good standing', async () => {
    const { id, cookies } = await member('playing@example.com')
    await play(cookies)
    expect(of(id, await feed())).toEqual([])
  })

  test('200: a sign-out is one fact, which names what its streams showed', async () => {
    const { id, cookies } = await member('leaving@example.com')
    const [one, two] = [await play(cookies), await play(cookies)]
    await server.request('POST', '/auth/logout', { cookies })
    const facts = of(id, await feed())
    const e = Math.floor(server.clock.nowMs() / 1000) + 7_200
    const streams = [one, two].map((session_id, shift) => {
      return { session_id, content_id: item, first_e: e - shift, last_e: e - shift }
    })
    expect(facts).toMatchObject([{ kind: 'sign_in', member_id: id, streams: expect.arrayContaining(streams) }])
    expect(one.slice(24)).toBe(facts[0]?.id.slice(24))
  })

  test('200: a stream that was renewed is named with each of its tokens', async () => {
    const { id, cookies } = await member('renewing@example.com')
    const first = Math.floor(server.clock.nowMs() / 1000) + 7_200
    const session = await play(cookies)
    server.clock.advance(3_600_000)
    const url = `/api/streaming/content/${item}/stream?session_id=${session}`
    for (let renewals = 0; renewals < 2; renewals++) await server.request('GET', url, { cookies })
    await server.request('POST', '/auth/logout', { cookies })
    const tokens = [first, first + 3_600].map((e) => ({ session_id: session, first_e: e, last_e: e }))
    expect(of(id, await feed())).toMatchObject([{ streams: tokens }])
  })

  test('200: more than 32 streams of a sign-in are one entry, and the feed stays as small', async () => {
    const { id, cookies } = await member('busy@example.com')
    for (let streams = 0; streams < 33; streams++) await play(cookies)
    await server.request('POST', '/auth/logout', { cookies })
    const last_e = Math.floor(server.clock.nowMs() / 1000) + 7_200
    expect(of(id, await feed())).toMatchObject([
      { streams: [{ session_id: null, content_id: null, first_e: 0, last_e }] },
    ])
  })

  test('200: a member who is suspended is one fact, as long as it is so', async () => {
    const { id, email, cookies } = await member('suspended@example.com')
    await play(cookies)
    await setStanding(server.db, email, { status: 'suspended' })
    expect(of(id, await feed())).toMatchObject([{ kind: 'member', ended: true }])
    await setStanding(server.db, email, { status: 'active' })
    expect(of(id, await feed())).toMatchObject([{ kind: 'member', ended: false, streams: [] }])
  })

  test.each([
    ['marked as deleted', `update users set status = 'deleted' where email = $1`],
    ['deleted', 'delete from users where email = $1'],
  ])('200: a member who is %s ends like one who is suspended, with all sign-ins', async (name, statement) => {
    const { id, email, cookies } = await member(`${name.replaceAll(' ', '-')}@example.com`)
    await play(cookies)
    await server.db.query('', statement, [email])
    const facts = of(id, await feed())
    expect(facts.find(({ kind }) => kind === 'member')).toMatchObject({ ended: true })
    expect(facts.filter(({ kind }) => kind === 'sign_in')).toHaveLength(1)
  })

  test('200: a lowered tier caps tokens, and names the streams that were above the cap', async () => {
    const { id, email, cookies } = await member('lowered@example.com')
    const below = await play(cookies)
    await setStanding(server.db, email, { tier: 'premium' })
    expect(of(id, await feed())).toMatchObject([{ kind: 'member', ended: false, max_height: 1080, streams: [] }])
    const again = await signIn(server, email)
    const above = await play(again)
    await setStanding(server.db, email, { tier: 'basic' })
    const [fact] = of(id, await feed())
    expect(fact).toMatchObject({ ended: false, max_height: 720, streams: [{ session_id: above }] })
    expect(below).not.toBe(above)
  })

  test("200: an administrator's tier caps nothing", async () => {
    const { id, email } = await member('admin@example.com')
    await setStanding(server.db, email, { role: 'admin' })
    expect(of(id, await feed())).toMatchObject([{ max_height: 1080 }])
  })

  test('200: an item is told of when it is withdrawn, when it is back, and when it is gone', async () => {
    const content = await publish(server, { title: 'Withdrawn' })
    expect(of(content, await feed())).toEqual([])
    const change = (status: string) =>
      server.db.query('', 'update content set status = $2 where id = $1', [content, status])
    for (const status of ['draft', 'archived']) {
      await change(status)
      expect(of(content, await feed())).toMatchObject([{ kind: 'item', ended: true }])
    }
    for (const status of ['published', 'unlisted']) {
      await change(status)
      expect(of(content, await feed())).toMatchObject([{ kind: 'item', ended: false, min_height: 0 }])
    }
    const setDeleted = (at: string | null) =>
      server.db.query('', 'update content set deleted_at = $2 where id = $1', [content, at])
    await setDeleted('2026-01-01')
    expect(of(content, await feed())).toMatchObject([{ kind: 'item', ended: true }])
    await setDeleted(null)
    expect(of(content, await feed())).toMatchObject([{ kind: 'item', ended: false }])
    await server.db.query('', 'delete from content where id = $1', [content])
    expect(of(content, await feed())).toMatchObject([{ kind: 'item', ended: true }])
  })

  test("200: an item's tier that is raised asks for a higher cap; tokens of before that name no session end", async () => {
    const content = await publish(server, { title: 'Raised' })
    const change = (tier: string) =>
      server.db.query('', 'update content set access_tier = $2 where id = $1', [content, tier])
    const beforeSeconds = Math.floor(Date.now() / 1000)
    await change('premium')
    const [raised] = of(content, await feed())
    expect(raised).toMatchObject({ kind: 'item', ended: false, min_height: 1080 })
    const through = raised?.kind === 'item' ? raised.sessionless_through_e : 0
    expect(through - 7_200).toBeGreaterThanOrEqual(beforeSeconds)
    expect(through - 7_200).toBeLessThanOrEqual(Math.floor(Date.now() / 1000))
    await change('free')
    expect(of(content, await feed())).toMatchObject([{ min_height: 0, sessionless_through_e: through }])
  })

  test('200: a draft that was never shown is no news', async () => {
    const content = await publish(server, { title: 'Draft' })
    await server.db.query('', `update content set title = 'Another' where id = $1`, [content])
    expect(of(content, await feed())).toEqual([])
  })

  test('200: a cursor gets what came after it, and nothing twice once nothing else runs', async () => {
    const { id, cookies } = await member('later@example.com')
    const quiet = async () => (await feed(await cursorNow())).length === 0
    // Other databases of the cluster have transactions, too.
    await until(quiet)
    const cursor = await cursorNow()
    await server.request('POST', '/auth/logout', { cookies })
    const news = await page(cursor)
    expect(of(id, news.revocations)).toHaveLength(1)
    await until(quiet)
  })

  test('200: what a transaction wrote before others and committed after them is not missed', async () => {
    const [slow, quick] = [await member('slow@example.com'), await member('quick@example.com')]
    let cursor = await cursorNow()
    await server.db.transaction(async (db) => {
      await setStanding(db, slow.email, { status: 'suspended' })
      await setStanding(server.db, quick.email, { status: 'suspended' })
      const meanwhile = await page(cursor)
      expect(meanwhile.revocations.map(({ id }) => id)).toEqual([quick.id])
      cursor = meanwhile.cursor
    })
    expect((await feed(cursor)).map(({ id }) => id)).toContain(slow.id)
  })

  test('200: a long list comes in pages, without loss', async () => {
    const cursor = await cursorNow()
    // While a transaction runs, in whichever database of the server, facts younger than it are told again.
    const earlier = new Set((await feed(cursor)).map(({ id }) => id))
    await server.db.query(
      '',
      `insert into users (cognito_sub, email, status)
       select gen_random_uuid(), 'many' || n || '@example.com', 'suspended' from generate_series(1, 1234) n`,
    )
    const first = await page(cursor)
    expect([first.revocations.length, first.more]).toEqual([500, true])
    const many = (await feed(cursor)).filter(({ id }) => !earlier.has(id))
    expect(new Set(many.map(({ id }) => id)).size).toBe(1234)
    expect(many).toHaveLength(1234)
  })

  test('200: a cursor of another database begins anew, and none of this one does', async () => {
    const { id, cookies } = await member('restored@example.com')
    await server.request('POST', '/auth/logout', { cookies })
    const [origin, place] = (await cursorNow()).split('-')
    const another = String(origin).replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
    const foreign = [place, '999999999999999999', `${place}.${place}.1`].map((at) => `${another}-${at}`)
    for (const since of [...foreign, '812', '999999999999999999']) {
      expect(of(id, await feed(since)), since).toHaveLength(1)
    }
  })

  test('200: a table that was restored into the same database begins anew', async () => {
    const cursor = await cursorNow()
    await server.db.transaction(async (db) => {
      await db.query('', 'create temporary table dump on commit drop as select * from revocations')
      await db.query('', 'truncate revocations')
      await db.query('', 'insert into revocations overriding system value select * from dump')
    })
    expect((await page(cursor)).revocations).toEqual((await page()).revocations)
  })

  test('200: during a rotation an edge with the previous key is heard too', async () => {
    await using rotated = await secondServer(server, {
      STREAMING_SECRET_KEY: 'n'.repeat(40),
      STREAMING_SECRET_KEY_PREVIOUS: TEST_KEYS.STREAMING_SECRET_KEY,
    })
    for (const secret of ['n'.repeat(40), TEST_KEYS.STREAMING_SECRET_KEY]) {
      const authorization = `Bearer ${revocationFeedKey(secret)}`
      expect((await rotated.request('GET', URL, { headers: { authorization } })).statusCode).toBe(200)
    }
  })

  test.each(['-1', '1.2', '1.2.3.4', '1e9', '9'.repeat(19), "1'--", '%00', ''])(
    '422: %j is no cursor',
    async (since) => {
      const response = await server.request('GET', `${URL}?since=${since}`, {
        headers: { authorization: `Bearer ${key}` },
      })
      expect(response.statusCode).toBe(422)
    },
  )

  test.each([
    ['no key', undefined],
    ['an empty key', 'Bearer '],
    ['a wrong key of the right length', `Bearer ${'0'.repeat(key.length)}`],
    ['the secret itself', `Bearer ${TEST_KEYS.STREAMING_SECRET_KEY}`],
    ['the key without its scheme', key],
    ['the key in capitals', `Bearer ${key.toUpperCase()}`],
    ['the beginning of the key', `Bearer ${key.slice(0, -1)}`],
  ])('401: %s', async (_, authorization) => {
    const response = await server.request('GET', URL, authorization ? { headers: { authorization } } : {})
    expect(response.statusCode).toBe(401)
    expect(response.json().detail).toBe('Not authenticated')
  })

  test("401: a member's session is no key", async () => {
    const { cookies } = await member('curious@example.com')
    expect((await server.request('GET', URL, { cookies })).statusCode).toBe(401)
  })

  test('200: what was restored from another cluster is read to its end, by a process that starts on it', async () => {
    await server.db.query(
      'restored',
      `insert into revocations (kind, subject, member_sub, ended, xid)
       select 'sign_in', gen_random_uuid(), gen_random_uuid(), true, (pg_current_xact_id()::text::bigint + 1000000 + n)::text::xid8
       from generate_series(1, 600) n`,
    )
    await using restarted = await secondServer(server)
    const headers = { authorization: `Bearer ${key}` }
    let facts = 0
    let cursor: string | undefined
    for (let pages = 0; pages < 10; pages++) {
      const at: RevocationPage = (
        await restarted.request('GET', cursor ? `${URL}?since=${cursor}` : URL, { headers })
      ).json()
      facts += at.revocations.length
      cursor = at.cursor
      if (!at.more) break
      expect(pages).toBeLessThan(9)
    }
    expect(facts).toBeGreaterThanOrEqual(600)
  })
})
