import { afterAll, describe, expect, test } from 'vitest'
import type { CaptchaVerifier } from '../../ports/captcha-verifier.ts'
import { buildServer } from '../../server.ts'
import { mailsTo } from '../../testing/mails.ts'
import { testServer } from '../../testing/test-server.ts'
import { endBy } from './end-subscription.ts'
import { statusOf, subscribed } from './testing/links-in-mails.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server
const DAY_MS = 86_400_000

let clients = 0
function subscribe(body: object, from?: string) {
  clients += 1
  return server.request('POST', '/api/newsletter/subscribe', { body, from: from ?? `198.51.100.${clients}` })
}
const kinds = async (email: string) => (await mailsTo(server, email)).map(({ kind }) => kind)
const end = (email: string, reason: 'bounced' | 'complained' | 'unsubscribed') =>
  server.parts.newsletter.db.transaction((tx) =>
    endBy(tx, server.parts.newsletter, { email, reason, campaignId: null, atMs: clock.nowMs() }),
  )

describe('POST /api/newsletter/subscribe', () => {
  test('200: keeps what was asked, waits to be confirmed, and mails a link', async () => {
    const body = { email: ' Ada@Example.com ', name: 'Ada', source: 'blog' }
    expect((await subscribe(body, '203.0.113.5')).statusCode).toBe(200)
    const [row] = await db.query('', `select * from newsletter_subscribers where email = 'ada@example.com'`)
    expect(row).toMatchObject({ name: 'Ada', source: 'blog', status: 'pending', client_ip: '203.0.113.5' })
    expect(row).toMatchObject({ frequency: 'all', topics: ['new_releases', 'practice', 'news'], confirmed_at: null })
    const [mail] = await mailsTo(server, 'ada@example.com')
    expect(mail).toMatchObject({
      kind: 'newsletter_confirm',
      link: expect.stringContaining('/newsletter/confirm?token='),
    })
  })

  test('200: the mail speaks what the request asks for', async () => {
    const headers = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.8' }
    await server.request('POST', '/api/newsletter/subscribe', { body: { email: 'greta@example.com' }, headers })
    expect(await mailsTo(server, 'greta@example.com')).toMatchObject([{ kind: 'newsletter_confirm', language: 'de' }])
  })

  test('200: says the same of every address, and mails each once a day', async () => {
    await subscribed(server, 'known@example.com')
    await end('left@example.com', 'unsubscribed')
    await end('gone@example.com', 'bounced')
    await end('angry@example.com', 'complained')
    clock.advance(DAY_MS)
    const addresses = ['new', 'known', 'left', 'gone', 'angry'].map((name) => `${name}@example.com`)
    await db.query('', `delete from mails`)
    const answers = []
    for (const email of [...addresses, ...addresses]) answers.push(await subscribe({ email }))
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
    expect(await Promise.all(addresses.map(kinds))).toEqual([
      ['newsletter_confirm'],
      ['newsletter_known'],
      ['newsletter_confirm'],
      [],
      [],
    ])
    clock.advance(DAY_MS)
    for (const email of addresses) await subscribe({ email })
    expect(await kinds('new@example.com')).toHaveLength(2)
    expect(await kinds('angry@example.com')).toEqual([])
    expect(await statusOf(server, 'known@example.com')).toBe('active')
  })

  test('200: an address that bounced is tried again after thirty days, one that complained never', async () => {
    await end('whole@example.com', 'bounced')
    await end('never@example.com', 'complained')
    clock.advance(30 * DAY_MS)
    for (const email of ['whole@example.com', 'never@example.com']) await subscribe({ email })
    expect([await kinds('whole@example.com'), await kinds('never@example.com')]).toEqual([['newsletter_confirm'], []])
  })

  test('200: twenty at once are one subscriber and one mail', async () => {
    await Promise.all(Array.from({ length: 20 }, () => subscribe({ email: 'crowd@example.com' })))
    expect(await kinds('crowd@example.com')).toEqual(['newsletter_confirm'])
  })

  test('200: a stranger changes nothing of somebody who has it', async () => {
    await subscribed(server, 'calm@example.com')
    clock.advance(DAY_MS)
    await subscribe({ email: 'calm@example.com', name: 'Eve', source: 'eve' })
    const rows = await db.query('', `select name, source from newsletter_subscribers where email = 'calm@example.com'`)
    expect(rows).toEqual([{ name: null, source: null }])
  })

  test.each([{}, { email: 'no address' }, { email: 'a@example.com', source: 'a b' }])('422: %j', async (body) => {
    expect((await subscribe(body)).statusCode).toBe(422)
  })

  test('429: one client enters ten addresses an hour', async () => {
    const answers = []
    for (let n = 0; n < 11; n += 1) answers.push(await subscribe({ email: `list${n}@example.com` }, '192.0.2.1'))
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([...Array(10).fill(200), 429])
  })
  test('403: where a CAPTCHA is on, nothing is kept or mailed without a proof for this form', async () => {
    const captcha: CaptchaVerifier = {
      siteKey: 'site',
      verify: async ({ token, action }) =>
        token === 'good' && action === 'newsletter' ? { result: 'person' } : { result: 'refused', reason: 'no token' },
    }
    const app = await buildServer({ ...server.parts, newsletter: { ...server.parts.newsletter, captcha } })
    const email = 'person@example.com'
    const send = (proof: object) =>
      app.inject({ method: 'POST', url: '/api/newsletter/subscribe', payload: { email, ...proof } })
    expect((await send({})).json()).toMatchObject({ status: 403, code: 'captcha_refused' })
    expect([await statusOf(server, email), await kinds(email)]).toEqual([undefined, []])
    expect((await send({ captcha_token: 'good' })).statusCode).toBe(200)
    expect(await kinds(email)).toEqual(['newsletter_confirm'])
    await app.close()
  })
})
