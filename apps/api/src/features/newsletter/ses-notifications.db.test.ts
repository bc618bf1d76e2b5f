import { afterAll, describe, expect, test } from 'vitest'
import { bounceOf, complaintOf } from '../../adapters/mail/reports/testing/reports.ts'
import { takeMailedReport } from '../../compose/mail-reports.ts'
import type { MailReport } from '../../ports/mail-reports.ts'
import { buildServer } from '../../server.ts'
import { contractOf } from '../../testing/contract.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { requester, testServer } from '../../testing/test-server.ts'
import { statusOf, subscribed } from './testing/links-in-mails.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server

let reports: MailReport[] = []
const mailNotifications = { read: async () => reports }
const app = await buildServer({ ...server.parts, newsletter: { ...server.parts.newsletter, mailNotifications } })
await app.ready()
afterAll(() => app.close())
const request = requester(app, contractOf(app))

const PATH = '/api/newsletter/ses-notifications'
const headers = { 'content-type': 'text/plain; charset=UTF-8' }
const post = () => request('POST', PATH, { body: '{}', headers })
const report = (kind: MailReport['kind'], email: string, listUnsubscribe: string | null = null): MailReport => ({
  kind,
  email,
  listUnsubscribe,
  atMs: clock.nowMs(),
})
const endings = (campaignId: string) =>
  db.query('', 'select reason from newsletter_endings where campaign_id = $1', [campaignId])

describe('POST /api/newsletter/ses-notifications', () => {
  test('204: bounces and complaints end subscriptions, however often they are told', async () => {
    await subscribed(server, 'gone@example.com')
    await subscribed(server, 'angry@example.com')
    reports = [report('bounced', 'GONE@example.com'), report('complained', 'angry@example.com')]
    for (let time = 0; time < 2; time += 1) expect((await post()).statusCode).toBe(204)
    expect(await statusOf(server, 'gone@example.com')).toBe('bounced')
    expect(await statusOf(server, 'angry@example.com')).toBe('complained')
    expect(await db.query('', 'select 1 from newsletter_endings')).toHaveLength(2)
  })

  test('204: the link of the mail says which campaign it was', async () => {
    await subscribed(server, 'later@example.com')
    const rows = await db.query<{ id: string }>(
      '',
      `select id from newsletter_subscribers where email = 'later@example.com'`,
    )
    const campaignId = '0b7c1e5e-5d0b-4c3e-9a53-0d6a4c1f2b3e'
    const { oneClick } = server.parts.newsletter.links(rows[0]?.id ?? '', campaignId)
    reports = [report('complained', 'later@example.com', `<${oneClick}>`)]
    await post()
    expect(await endings(campaignId)).toEqual([{ reason: 'complained' }])
  })

  test('204: what happened before the last confirmation counts no more', async () => {
    const old = report('bounced', 'new@example.com')
    clock.advance(60_000)
    await subscribed(server, 'new@example.com')
    reports = [old]
    await post()
    expect(await statusOf(server, 'new@example.com')).toBe('active')
  })

  test('404: an installation without a topic takes nothing', async () => {
    expect((await server.request('POST', PATH, { body: '{}', headers })).statusCode).toBe(404)
  })
})

describe('a report that is mailed', () => {
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  const take = (raw: Buffer) => takeMailedReport({ db, jwtKeys: [TEST_KEYS.JWT_SECRET_KEY], log, clock }, raw)
  const linkOf = (token: string) => `<http://localhost:8000/api/newsletter/unsubscribe?token=${token}>`

  test('ends the subscription whose link it brings back, whomever it names', async () => {
    const bounced = await subscribed(server, 'bounced@example.com')
    const complained = await subscribed(server, 'complained@example.com')
    expect(await take(bounceOf(linkOf(bounced)))).toBe(1)
    expect(await take(complaintOf(linkOf(complained)))).toBe(1)
    expect(await statusOf(server, 'bounced@example.com')).toBe('bounced')
    expect(await statusOf(server, 'complained@example.com')).toBe('complained')
  })

  test('ends nothing without one of ours: anybody can write it', async () => {
    await subscribed(server, 'ada@example.com')
    expect(await take(bounceOf(linkOf('A'.repeat(43))))).toBe(0)
    expect(await statusOf(server, 'ada@example.com')).toBe('active')
  })
})
