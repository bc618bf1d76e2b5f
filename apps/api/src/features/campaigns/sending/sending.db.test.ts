import PostalMime from 'postal-mime'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { mimeComposer } from '../../../adapters/mail/mime/compose-mime.ts'
import { systemRandom } from '../../../compose/machine.ts'
import { sendDueBy } from '../../../mail/send-due.ts'
import { sendBulkLaterBy } from '../../../mail/send-later.ts'
import { MailRefused, type Message } from '../../../ports/mailer.ts'
import { signUpAs } from '../../../testing/members.ts'
import { rootKeysOf } from '../../../testing/test-keys.ts'
import { testServer } from '../../../testing/test-server.ts'
import { until } from '../../../testing/until.ts'
import { noteDeadAddressBy } from '../../newsletter/end-subscription.ts'
import { dkimVerdict, signedByProvider } from '../testing/dkim.ts'
import { subscriber } from '../testing/subscribers.ts'
import { queueCampaignMails } from './queue-mails.ts'
import { writeCampaignBy } from './write-mail.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock, parts } = server
const admin = await signUpAs(server, 'premium', 'admin')
const log = { info: () => {}, warn: () => {}, error: () => {} }
const keys = { rootKeys: rootKeysOf(), random: systemRandom, clock }
const frontendUrl = 'https://app.example.org'
const sender = { from: 'studio@example.org', frontendUrl, supportEmail: null }
const { signal } = new AbortController()

let sent: Message[] = []
const mailer = { send: async (message: Message) => `accepted ${sent.push(message)}` }
const sendParts = {
  ...{ ...keys, db, log, mailer, sender },
  writeCampaign: writeCampaignBy({ db, frontendUrl, links: parts.newsletter.links }),
  noteDeadAddress: noteDeadAddressBy(parts.newsletter),
  wantsReminder: async () => false,
}
const sendDue = sendDueBy(sendParts)
const queue = (mailsPerSecond = 1_000) =>
  queueCampaignMails({ db, log, clock, sendBulkLater: sendBulkLaterBy(keys), rate: async () => mailsPerSecond })
const sendAll = async () => {
  while (await sendDue(signal));
}

const ask = async (method: 'GET' | 'POST', path: string, body?: object) => {
  const response = await server.request(method, `/api/studio/campaigns${path}`, {
    cookies: admin,
    ...(body && { body }),
  })
  if (response.statusCode !== 200) throw new Error(response.body)
  return response.json()
}
const DRAFT = { subject: 'News', blocks: [{ kind: 'text', markdown: 'Dear reader' }], audience: {} }
const started = async (draft: object = {}, start: object = {}) => {
  const { id } = await ask('POST', '', { ...DRAFT, ...draft })
  await ask('POST', `/${id}/start`, start)
  return id as string
}
const report = (id: string) => ask('GET', `/${id}/report`)
const sentTo = () => sent.map(({ to }) => to).sort()

beforeEach(async () => {
  sent = []
  for (const table of ['mails', 'campaigns', 'newsletter_subscribers']) await db.query('', `delete from ${table}`)
})
const subscribers = (count: number) =>
  Promise.all(Array.from({ length: count }, (_, index) => subscriber(db, `reader${index}@example.com`)))

describe('a campaign', () => {
  test('goes once to everybody who confirmed, however many workers queue and send it at once', async () => {
    await subscribers(30)
    await subscriber(db, 'waits@example.com', { status: 'pending' })
    await subscriber(db, 'left@example.com', { status: 'unsubscribed' })
    const id = await started()
    for (let round = 0; round < 4; round += 1) {
      await Promise.all([queue(10), queue(10), sendAll(), sendAll()])
      clock.advance(1_000)
    }
    await sendAll()
    expect(sentTo()).toEqual(Array.from({ length: 30 }, (_, index) => `reader${index}@example.com`).sort())
    expect(await report(id)).toMatchObject({ state: 'sent', sent: 30, queued: 0, failed: 0, uncertain: 0, dropped: 0 })
  })

  test('leaves no faster than the provider takes it, and stops within seconds when nothing is taken', async () => {
    await subscribers(30)
    await started()
    const waiting = async () => (await db.query('', `select 1 from mails where state = 'queued'`)).length
    for (const expected of [3, 3, 6]) {
      await queue(3)
      await queue(3)
      expect(await waiting()).toBe(expected)
      clock.advance(expected === 3 && sent.length === 0 ? 0 : 1_000)
      sent.push({} as Message)
    }
    for (let second = 0; second < 9; second += 1) {
      clock.advance(1_000)
      await queue(3)
    }
    expect(await waiting()).toBe(15)
  })

  test('begins when its time has come, is paused, and goes on where it stopped', async () => {
    await subscribers(6)
    const id = await started({}, { starts_at: new Date(clock.nowMs() + 60_000).toISOString() })
    await queue(2)
    expect(await report(id)).toMatchObject({ state: 'scheduled', queued: 0 })
    clock.advance(60_000)
    await queue(2)
    expect(await report(id)).toMatchObject({ state: 'sending', queued: 2 })
    await ask('POST', `/${id}/pause`)
    clock.advance(1_000)
    await queue(100)
    expect(await report(id)).toMatchObject({ state: 'paused', queued: 2 })
    await ask('POST', `/${id}/resume`)
    await queue(100)
    await sendAll()
    expect(new Set(sentTo()).size).toBe(6)
    expect(await report(id)).toMatchObject({ state: 'sent', sent: 6 })
  })

  test('keeps what waits while it is paused, however long, and holds up no other campaign', async () => {
    await subscribers(10)
    const id = await started()
    for (let second = 0; second < 5; second += 1) {
      await queue(1)
      clock.advance(1_000)
    }
    await ask('POST', `/${id}/pause`)
    await sendAll()
    expect(sent).toEqual([])
    await started()
    await queue(1)
    await sendAll()
    expect(sent).toHaveLength(1)
    // Days later.
    await db.query('', 'update mails set give_up_at = created_at')
    await ask('POST', `/${id}/resume`)
    await sendAll()
    expect(await report(id)).toMatchObject({ state: 'sending', sent: 5, failed: 0, queued: 0 })
  })

  test('whose worker is killed while it sends goes to nobody twice, and the mail that is in doubt is named', async () => {
    await subscribers(3)
    const id = await started()
    await queue()
    let begun = false
    const killed = () => {
      begun = true
      return new Promise<never>(() => {})
    }
    void sendDueBy({ ...sendParts, mailer: { send: killed } })(signal)
    await until(() => begun)
    await sendAll()
    clock.advance(60_000)
    await sendAll()
    expect(sent).toHaveLength(2)
    expect(await report(id)).toMatchObject({ sent: 2, uncertain: 1, queued: 0 })

    for (const queued of [1, 0]) expect(await ask('POST', `/${id}/send-again`)).toEqual({ queued })
    await sendAll()
    expect(new Set(sentTo()).size).toBe(3)
    expect(await report(id)).toMatchObject({ sent: 3, uncertain: 0, queued: 0 })
  })

  test('never delays a letter that somebody waits for', async () => {
    await subscribers(3)
    await started()
    await queue()
    clock.advance(1)
    await parts.auth.sendLater(db, {
      to: 'ada@example.com',
      cause: 'reset',
      mail: { kind: 'reset_password', code: '271828' },
    })
    await sendDue(signal)
    expect(sentTo()).toEqual(['ada@example.com'])
    expect(await sendDueBy(sendParts, { takesBulk: false })(signal)).toBe(false)
  })

  test('is the last that goes to an address without a mailbox', async () => {
    await subscribers(2)
    const id = await started()
    await queue()
    const refusal = new MailRefused('No such user', { tryAgain: 'never', isDeadAddress: true })
    await sendDueBy({ ...sendParts, mailer: { send: () => Promise.reject(refusal) } })(signal)
    await sendAll()
    expect(await report(id)).toMatchObject({ sent: 1, failed: 1, bounced: 1 })
    await started()
    await queue()
    await sendAll()
    expect(sent).toHaveLength(2)
    expect(new Set(sentTo()).size).toBe(1)
  })

  test('goes to nobody who left after it was queued, and to those alone who want so many', async () => {
    const [first = ''] = await subscribers(1)
    await subscriber(db, 'weekly@example.com', { frequency: 'weekly' })
    const id = await started()
    await queue()
    const { pathname, search } = new URL(parts.newsletter.links(first, id).oneClick)
    await server.request('POST', `${pathname}${search}`)
    await sendAll()
    expect(sentTo()).toEqual(['weekly@example.com'])
    expect(await report(id)).toMatchObject({ sent: 1, dropped: 1, unsubscribed: 1 })
    await started()
    await queue()
    expect(await db.query('', `select 1 from mails where state = 'queued'`)).toEqual([])
    await db.query('', `update campaign_deliveries set queued_at = queued_at - interval '7 days'`)
    await started()
    await queue()
    expect(await db.query('', `select recipient from mails where state = 'queued'`)).toEqual([
      { recipient: 'weekly@example.com' },
    ])
  })

  test('goes to nobody who left while a server was asked to take it, and put it off', async () => {
    const [reader = ''] = await subscribers(1)
    const id = await started()
    await queue()
    const asked = Promise.withResolvers<void>()
    const answer = Promise.withResolvers<string>()
    const send = () => {
      asked.resolve()
      return answer.promise
    }
    const trying = sendDueBy({ ...sendParts, mailer: { send } })(signal)
    await asked.promise
    const { pathname, search } = new URL(parts.newsletter.links(reader, id).oneClick)
    await server.request('POST', `${pathname}${search}`)
    answer.reject(new MailRefused('Try later', { tryAgain: 'later' }))
    await trying
    clock.advance(10_000)
    await sendAll()
    expect(sent).toEqual([])
    expect(await report(id)).toMatchObject({ sent: 0, failed: 0, dropped: 1, queued: 0, unsubscribed: 1 })
  })

  test('says in its headers how it is ended, in one click that a foreign program can make', async () => {
    await subscribers(1)
    const id = await started()
    await queue()
    await sendAll()
    const compose = mimeComposer({ from: sender.from, clock })
    const mime = await compose(sent[0] as Message)
    const mail = await PostalMime.parse(mime)
    const header = (name: string) => mail.headers.find(({ key }) => key === name)?.value
    expect(mail.from?.address).toBe(sender.from)
    expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
    expect(header('list-id')).toContain('<newsletter.app.example.org>')
    expect(header('precedence')).toBe('bulk')
    const [, url = ''] = /^<(https?:[^>]+)>$/.exec(header('list-unsubscribe') ?? '') ?? []
    const { pathname, search } = new URL(url)
    const headers = { origin: 'https://mail.example', 'content-type': 'application/x-www-form-urlencoded' }
    const click = () => server.request('POST', `${pathname}${search}`, { headers, body: 'List-Unsubscribe=One-Click' })
    expect([(await click()).statusCode, (await click()).statusCode]).toEqual([200, 200])
    expect(await report(id)).toMatchObject({ sent: 1, unsubscribed: 1 })
    for (const part of [mail.html, mail.text]) expect(part).toContain('/newsletter/unsubscribe?token=')
  })

  test('is signed by a provider so that a foreign reader finds it whole, and its one click unchanged', async () => {
    await subscribers(1)
    await started({ blocks: [{ kind: 'text', markdown: `Grüße, ${'so '.repeat(400)}\n\n.\n` }] })
    await queue()
    await sendAll()
    const mime = String(await mimeComposer({ from: sender.from, clock })(sent[0] as Message))
    const signed = await signedByProvider(mime, 'example.org')
    expect(await dkimVerdict(signed)).toEqual({
      result: 'pass',
      aligned: 'example.org',
      headers: expect.stringMatching(/list-unsubscribe: list-unsubscribe-post/i),
    })
    const changed = signed.replace('List-Unsubscribe=One-Click', 'List-Unsubscribe=Two-Click')
    expect(await dkimVerdict(changed)).toMatchObject({ result: 'fail' })
  })
})
