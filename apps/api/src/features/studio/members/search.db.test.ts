import { randomInt } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'

const server = await testServer({ ACCESS_TOKEN_EXPIRE_MINUTES: '1000' })
afterAll(() => server[Symbol.asyncDispose]())
const { db } = server
const moderator = await signUpAs(server, 'free', 'moderator')

interface Page {
  emails: string[]
  total: number
  hasUncounted: boolean
}

async function found(query: Record<string, string>): Promise<Page> {
  const address = `/api/studio/members?${new URLSearchParams({ limit: '100', ...query }).toString()}`
  const {
    members,
    total,
    has_uncounted: hasUncounted,
  } = (await server.request('GET', address, { cookies: moderator })).json()
  return { emails: members.map(({ email }: { email: string }) => email), total, hasUncounted }
}

async function addMembers(count: number, { domain, name }: { domain: string; name: string }): Promise<void> {
  await db.query(
    '',
    `insert into users (cognito_sub, email, display_name, created_at, subscription_tier)
     select gen_random_uuid()::text, 'm' || i || '@' || $2, $3, now() - i * interval '1 minute',
       case when i % 100 = 0 then 'premium' else 'free' end from generate_series(1, $1::integer) i`,
    [count, domain, name],
  )
}

const RARE = ['otter', 'heron']
await addMembers(1_400, { domain: 'many.test', name: 'Willow Reed' })
await addMembers(1_200, { domain: 'others.test', name: 'Sedge' })
await addMembers(300, { domain: 'some.test', name: 'Alder' })
await db.query(
  '',
  `update users set display_name = 'Sedge Willow' where email in ('m700@many.test', 'm1300@many.test')`,
)

test('200: of a word of many the first page is full, and the rest is not counted', async () => {
  const { emails, ...counted } = await found({ q: 'willow' })
  expect(emails).toEqual(Array.from({ length: 100 }, (_, index) => `m${index + 1}@many.test`))
  expect(counted).toEqual({ total: 200, hasUncounted: true })
})

test('200: page after page, however many there are, until the last', async () => {
  const second = await found({ q: 'willow', offset: '1100' })
  expect(second.emails[0]).toBe('m1101@many.test')
  expect(second).toMatchObject({ total: 1_300, hasUncounted: true })
  const last = await found({ q: 'willow', offset: '1300' })
  expect(last.emails).toHaveLength(100)
  expect(last).toMatchObject({ total: 1_400, hasUncounted: false })
})

test('200: exactly as many as are counted, and one more', async () => {
  expect(await found({ q: 'alder', offset: '100' })).toMatchObject({ total: 300, hasUncounted: false })
  expect(await found({ q: 'alder' })).toMatchObject({ total: 200, hasUncounted: true })
})

test('200: two words of many who are few together', async () => {
  const few = ['m700@many.test', 'm1300@many.test']
  expect(await found({ q: 'sedge willow' })).toEqual({ emails: few, total: 2, hasUncounted: false })
  expect((await found({ q: 'wil sed', order: 'asc' })).emails).toEqual(few.toReversed())
  expect(await found({ q: 'wil sed', limit: '1', offset: '1' })).toMatchObject({ emails: few.slice(1), total: 2 })
  expect(await found({ q: 'willow', tier: 'premium', sort: 'email', order: 'asc' })).toMatchObject({ total: 14 })
})

test('200: whatever becomes of members, they are found by their words of now, as all of them read one by one', async () => {
  await db.query('', `delete from users where email like '%.test'`)
  expect(await db.query('', `select 1 from member_words where word = 'willow'`)).toEqual([])
  const words = [...RARE, 'ota', 'o', 'heronry', 'x1', 'ürsula', 'ŒUVRE', '7', '77']
  const word = () => words[randomInt(words.length)] ?? ''
  const name = () => Array.from({ length: randomInt(4) }, word).join(' ') || null
  const change = `where id in (select id from users where email like '%@random.test' order by random() limit 4)`
  for (let step = 0; step < 60; step += 1) {
    const changes: [sql: string, values: unknown[]][] = [
      [
        `insert into users (cognito_sub, email, display_name)
         select gen_random_uuid()::text, $1 || i || $2 || '@random.test', $3 from generate_series(1, 3) i`,
        [`r${step}.`, `.${word().toLowerCase()}`, name()],
      ],
      [`update users set display_name = $1 ${change}`, [name()]],
      [`update users set email = $1 || id::text || '@random.test' ${change}`, [word().toLowerCase()]],
      [`update users set status = (array['active', 'suspended', 'active'])[1 + floor(random() * 3)] ${change}`, []],
      [`delete from users ${change}`, []],
    ]
    const [sql, values] = changes[step < 20 ? 0 : randomInt(changes.length)] ?? ['select', []]
    await db.query('', sql, values)
  }
  for (const q of [...words, 'o heron', 'ot he', 'random 7', 'urs', 'r1 ott', 'œuv ota', 'test.random']) {
    const rows = await db.query<{ email: string }>(
      '',
      `select email from users where status <> 'deleted' and search_words @@ words_sought($1) order by email limit 100`,
      [q],
    )
    const { emails } = await found({ q, sort: 'email', order: 'asc' })
    expect(emails, q).toEqual(rows.map(({ email }) => email))
  }
})
