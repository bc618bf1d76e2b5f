import { afterAll, describe, expect, test } from 'vitest'
import { signUpAs } from '../../../testing/members.ts'
import { testServer } from '../../../testing/test-server.ts'
import { statusOf, subscribed } from '../testing/links-in-mails.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db } = server
const admin = await signUpAs(server, 'premium', 'admin')
const creator = await signUpAs(server, 'free', 'content_creator')

describe('GET /api/studio/subscribers/export', () => {
  const ask = (cookies: string) => server.request('GET', '/api/studio/subscribers/export', { cookies })
  test('200: a row for each subscriber, with when they agreed and where', async () => {
    await db.query(
      '',
      `insert into newsletter_subscribers (email, status, source, topics, consent_at)
       values ('csv@example.com', 'active', '=fair', '{news}', '2026-01-02T03:04:05Z')`,
    )
    const { headers, body } = await ask(admin)
    expect(headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(body).toMatch(/^email,name,status,source,topics,frequency,consent_at,confirmed_at,unsubscribed_at\r\n/)
    expect(body).toContain("csv@example.com,,active,'=fair,news,all,2026-01-02T03:04:05.000Z,")
  })
  test('401: without a session', async () => expect((await ask('')).statusCode).toBe(401))
  test('403: for whoever does not manage the newsletter', async () => expect((await ask(creator)).statusCode).toBe(403))
})

describe('POST /api/studio/subscribers/import', () => {
  const HEADER = 'Email,consent_at,name,source,topics,frequency\r\n'
  const AGREED = '2025-12-01T08:00:00Z'
  const send = (body: string | Buffer, { query = '?dry_run=false', cookies = admin, type = 'text/csv' } = {}) =>
    server.request('POST', `/api/studio/subscribers/import${query}`, {
      cookies,
      headers: { 'content-type': type },
      body,
    })
  const row = async (email: string) =>
    (await db.query('', 'select * from newsletter_subscribers where email = $1', [email]))[0]
  const acts = () => db.query('', `select after from audit_log where action = 'newsletter.imported'`)

  test('200: says what it would do, keeps nothing of it, and then does it', async () => {
    const file =
      HEADER +
      `Ada@Example.com,${AGREED},"Ada, ""L""",fair,"news practice",weekly\r\n` +
      'bea@example.com,2025-12-01,,,,\r\n\r\n' +
      `nobody,${AGREED}\r\nada@example.com,${AGREED}\r\n` +
      `late@example.com,2099-01-01\r\nsilent@example.com\r\nodd@example.com,${AGREED},,,war\r\n`
    const found = {
      taken: 2,
      known: 0,
      suppressed: 0,
      refused: 5,
      problems: [
        { line: 5, problem: 'email must be an email address' },
        { line: 6, problem: 'email stands in line 2, too' },
        { line: 7, problem: 'consent_at must not be in the future' },
        { line: 8, problem: 'consent_at is required' },
        { line: 9, problem: 'topics must be some of new_releases, practice, news' },
      ],
    }
    expect((await send(file, { query: '' })).json()).toEqual({ dry_run: true, ...found })
    expect([await statusOf(server, 'ada@example.com'), await acts()]).toEqual([undefined, []])
    expect((await send(file)).json()).toEqual({ dry_run: false, ...found })
    expect(await row('ada@example.com')).toMatchObject({
      ...{ status: 'active', name: 'Ada, "L"', source: 'fair', topics: ['practice', 'news'], frequency: 'weekly' },
      ...{ consent_at: new Date(AGREED), confirmed_at: null },
    })
    expect(await row('bea@example.com')).toMatchObject({
      topics: ['new_releases', 'practice', 'news'],
      frequency: 'all',
    })
    expect(await acts()).toEqual([{ after: { taken: 2 } }])
    expect((await send(file)).json()).toMatchObject({ taken: 0, known: 2 })
  })

  test('200: nobody comes back who left, bounced, complained or was deleted; who waits to confirm begins', async () => {
    const reasons = ['unsubscribed', 'bounced', 'complained', 'deleted']
    for (const reason of reasons) {
      const hash = server.parts.newsletter.hashEmail(`${reason}@example.com`)
      await db.query('', 'insert into newsletter_suppressions (email_hash, reason, at) values ($1, $2, now())', [
        hash,
        reason,
      ])
    }
    const token = await subscribed(server, 'ended@example.com')
    await server.request('POST', `/api/newsletter/unsubscribe?token=${token}`)
    await server.request('POST', '/api/newsletter/subscribe', { body: { email: 'waits@example.com' } })
    const names = [...reasons, 'ended', 'waits']
    const answer = await send(HEADER + names.map((name) => `${name}@example.com,${AGREED}`).join('\n'))
    expect(answer.json()).toMatchObject({ taken: 1, known: 0, suppressed: 5, refused: 0 })
    const statuses = await Promise.all(names.map((name) => statusOf(server, `${name}@example.com`)))
    expect(statuses).toEqual([undefined, undefined, undefined, undefined, 'unsubscribed', 'active'])
  })

  test('200: what was exported is read again as it was; semicolons of spreadsheets, too', async () => {
    await send(`email;consent_at;source\nround@example.com;${AGREED};-trip\n`)
    const { body } = await server.request('GET', '/api/studio/subscribers/export', { cookies: admin })
    expect(body).toContain(`round@example.com,,active,'-trip,`)
    await db.query('', `delete from newsletter_subscribers where email = 'round@example.com'`)
    const { problems } = (await send(`\ufeff${body}`)).json()
    expect(await row('round@example.com')).toMatchObject({ source: '-trip', consent_at: new Date(AGREED) })
    expect(new Set(problems.map(({ problem }: { problem: string }) => problem))).toEqual(
      new Set(['source must be a word such as homepage or blog', 'status says that this subscription is not active']),
    )
  })

  test('200: a quotation mark that is not closed ends the reading, and is named', async () => {
    const lines = ['first@example.com', '"second@example.com', 'third@example.com'].map((email) => `${email},${AGREED}`)
    expect((await send(HEADER + lines.join('\n'))).json()).toMatchObject({
      ...{ taken: 1, refused: 1 },
      problems: [{ problem: expect.stringContaining('quotation mark') }],
    })
  })

  test('401: without a session', async () => expect((await send(HEADER, { cookies: '' })).statusCode).toBe(401))
  test('403: for whoever does not manage the newsletter', async () => {
    expect((await send(HEADER, { cookies: creator })).statusCode).toBe(403)
  })
  test('413: more lines than are read at once', async () => {
    expect((await send(HEADER + `x,${AGREED}\n`.repeat(100_001))).json().code).toBe('too_large')
  })
  test('415: what is no CSV', async () => {
    expect((await send('{}', { type: 'application/json' })).statusCode).toBe(415)
  })
  test.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['an empty file', ' '],
    ['a file without a column that is needed', 'email,name\na@example.com,A\n'],
    ['a file in another encoding', Buffer.from('email,consent_at,name\na@example.com,2025-01-01,Zoë', 'latin1')],
  ])('422: %s', async (_, file) => {
    expect((await send(file)).json()).toMatchObject({ status: 422, code: 'invalid_request' })
  })
})
