import { afterAll, describe, expect, test } from 'vitest'
import { systemRandom } from '../../../compose/machine.ts'
import { sendDueBy } from '../../../mail/send-due.ts'
import { MailRefused } from '../../../ports/mailer.ts'
import { signUpAs } from '../../../testing/members.ts'
import { rootKeysOf } from '../../../testing/test-keys.ts'
import { testServer } from '../../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock, parts } = server

const admin = await signUpAs(server, 'free', 'admin')
const creator = await signUpAs(server, 'free', 'content_creator')
await db.query('', 'delete from mails')
const list = (query = '', cookies = admin) => server.request('GET', `/api/studio/mails${query}`, { cookies })

const log = { info: () => {}, warn: () => {}, error: () => {} }
const sender = { from: 'studio@example.org', frontendUrl: 'https://app.example.org', supportEmail: null }
const send = async (words: string | null, tryAgain: 'never' | 'later' = 'later') => {
  const mailer = { send: () => (words ? Promise.reject(new MailRefused(words, { tryAgain })) : Promise.resolve('id')) }
  const keys = { rootKeys: rootKeysOf(), random: systemRandom }
  const ofCampaigns = {
    writeCampaign: async () => null,
    noteDeadAddress: async () => {},
    wantsReminder: async () => false,
  }
  await sendDueBy({ ...keys, ...ofCampaigns, db, mailer, sender, clock, log })(new AbortController().signal)
  clock.advance(1)
}
const queue = (cause: string) =>
  parts.auth.sendLater(db, { to: `${cause}@example.com`, cause, mail: { kind: 'reset_password', code: '271828' } })

await queue('gone')
await send('550 <gone@example.com> does not exist', 'never')
await queue('sent')
await send(null)
await queue('busy')
await send('450 Try later')

describe('GET /api/studio/mails', () => {
  test('200: newest first, with what keeps them from being sent, and nothing of what they say', async () => {
    const response = await list()
    const { mails, ...page } = response.json()
    expect(page).toEqual({ total: 3, has_uncounted: false, limit: 20, offset: 0 })
    const common = { id: expect.any(String), created_at: expect.any(String), kind: 'reset_password', attempts: 1 }
    const [ended, waiting] = [
      { next_try_at: null, ended_at: expect.any(String) },
      { next_try_at: expect.any(String), ended_at: null },
    ]
    expect(mails).toEqual([
      { ...common, ...waiting, state: 'queued', recipient: null, last_error: '450 Try later' },
      { ...common, ...ended, state: 'sent', recipient: null, last_error: null },
      {
        ...{ ...common, ...ended, state: 'dead', recipient: 'g***@e***.com' },
        last_error: '550 <g***@e***.com> does not exist',
      },
    ])
    expect(response.body).not.toMatch(/271828|(gone|sent|busy)@/)
  })

  test('200: those of one state, page by page', async () => {
    expect((await list('?state=dead')).json()).toMatchObject({ mails: [{ state: 'dead' }], total: 1 })
    expect((await list('?limit=1&offset=1')).json()).toMatchObject({ mails: [{ state: 'sent' }], total: 3, offset: 1 })
  })

  test('401: without a session', async () => {
    expect((await list('', '')).statusCode).toBe(401)
  })

  test('403: for whoever makes items', async () => {
    expect((await list('', creator)).statusCode).toBe(403)
  })

  test.each(['?state=lost', '?limit=101', '?offset=-1'])('422: %s', async (query) => {
    expect((await list(query)).statusCode).toBe(422)
  })
})

describe('GET /health/ready', () => {
  const ready = async () => {
    clock.advance(1_000)
    const response = await server.request('GET', '/health/ready')
    return { code: response.statusCode, status: response.json().status, mail: response.json().dependencies.mail }
  }
  const waiting = { status: 'degraded', detail: expect.stringContaining('waiting for minutes') }
  const dead = { status: 'ok', detail: expect.stringMatching(/given up in the last day: 1\. GET /) }

  test('200: mails that wait while none leaves are trouble; those that were given up are counted for a day', async () => {
    expect(await ready()).toMatchObject({ code: 200, status: 'ready', mail: dead })
    clock.advance(300_000)
    expect(await ready()).toMatchObject({ code: 200, status: 'degraded', mail: waiting })
    await queue('another')
    await send(null)
    await send('450 Try later')
    expect(await ready()).toMatchObject({ code: 200, status: 'ready', mail: dead })
    await db.query('', `delete from mails where state = 'queued'`)
    clock.advance(86_400_000)
    expect(await ready()).toMatchObject({ code: 200, status: 'ready', mail: { status: 'ok', detail: null } })
  })
})
