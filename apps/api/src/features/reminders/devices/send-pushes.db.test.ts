import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { webPushSender } from '../../../adapters/push/web-push/push-sender.ts'
import { systemRandom } from '../../../compose/machine.ts'
import { openRootKeys } from '../../../lasting-key.ts'
import { sendBulkLaterBy } from '../../../mail/send-later.ts'
import { signUp } from '../../../testing/members.ts'
import { pushServiceStandIn } from '../../../testing/push-service.ts'
import { testClock } from '../../../testing/test-clock.ts'
import { TEST_KEYS } from '../../../testing/test-keys.ts'
import { testServer } from '../../../testing/test-server.ts'
import { offLinks } from '../links.ts'
import { upsertReminder } from '../queries.ts'
import { sendReminders } from '../send-due.ts'
import { type PushSending, sendPushes } from './send-pushes.ts'

const service = await pushServiceStandIn()
const VAPID = {
  VAPID_PRIVATE_KEY: 'q83vEjRWeJASNFZ4kBI0VniQEjRWeJASNFZ4kBI0Vng',
  VAPID_SUBJECT: 'mailto:studio@example.org',
}
const server = await testServer({ ...VAPID, PUSH_SERVICE_URL: service.origin })
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await service[Symbol.asyncDispose]()
})

/** A Friday in Berlin, 06:00. */
const FRIDAY = '2026-03-27T05:00:00.000Z'
const DUE = '2026-03-27T06:30:00.000Z'
const MINUTE_MS = 60_000
const GONE = { endpoint: `${service.origin}/push/gone` }

const rootKeys = await openRootKeys(server.db, [TEST_KEYS.JWT_SECRET_KEY], systemRandom)
const { tokens } = server.parts.reminders
const log = { info: () => {}, warn: () => {}, error: () => {} }
let members = 0
let userId: string
let cookies: string
let clock: ReturnType<typeof testClock>
let parts: PushSending

beforeEach(async () => {
  await server.db.query('', 'delete from reminders')
  await server.db.query('', 'delete from push_subscriptions')
  await server.db.query('', 'delete from mails')
  service.answer = null
  members += 1
  const email = `member${members}@example.com`
  cookies = await signUp(server, email)
  const [row] = await server.db.query<{ id: string }>('', 'select id from users where email = $1', [email])
  userId = row?.id ?? ''
  clock = testClock(Date.parse(FRIDAY))
  parts = {
    ...{ db: server.db, clock, random: systemRandom, log },
    push: webPushSender({
      ...{ privateKey: VAPID.VAPID_PRIVATE_KEY, subject: VAPID.VAPID_SUBJECT, standIn: service.origin },
      nowMs: clock.nowMs,
    }),
    links: offLinks({ tokens, frontendUrl: 'https://app.example.org', backendUrl: 'https://api.example.org' }),
  }
})

const choose = (change: object = {}) =>
  upsertReminder(server.db, {
    ...{ userId, isOn: true, days: [1, 2, 3, 4, 5, 6, 7], time: '07:30', timeZone: 'Europe/Berlin' },
    ...{ byMail: false, byPush: true, quietHours: { from: '21:00', until: '07:00' }, nowMs: clock.nowMs() },
    ...change,
  })
async function subscribe(change: object = {}, by = cookies, browser = service.subscribe()) {
  const body = { ...browser.subscription, ...change }
  const added = await server.request('POST', '/api/reminders/devices', { cookies: by, body })
  expect(added.statusCode).toBe(200)
  return browser
}
const ofReminders = () => ({
  ...parts,
  db: server.db,
  sendBulkLater: sendBulkLaterBy({ rootKeys, clock, random: systemRandom }),
})
/** Both rounds of the worker at a moment. */
async function at(moment: string): Promise<void> {
  clock.advance(Date.parse(moment) - clock.nowMs())
  await sendReminders(ofReminders())
  await sendPushes(parts)
}
async function later(ms: number): Promise<void> {
  clock.advance(ms)
  await sendPushes(parts)
}
const mails = async () => (await server.db.query('', 'select from mails')).length
const rows = () =>
  server.db.query<{ next_try_at: Date | null; last_used_at: Date | null }>(
    '',
    'select next_try_at, last_used_at from push_subscriptions where user_id = $1',
    [userId],
  )

describe('a reminder on a device', () => {
  test('comes when its time has come, once however many workers look, in the words of the member, with a way to end it', async () => {
    await choose()
    await server.db.query('', "update users set language = 'de' where id = $1", [userId])
    const browser = await subscribe()
    await at('2026-03-27T06:29:00.000Z')
    expect(browser.pushed).toEqual([])
    clock.advance(MINUTE_MS)
    await Promise.all([sendReminders(ofReminders()), sendReminders(ofReminders())])
    await Promise.all([sendPushes(parts), sendPushes(parts), sendPushes(parts)])
    await at('2026-03-27T06:40:00.000Z')
    expect(browser.pushed).toHaveLength(1)
    const [{ payload, headers } = { payload: '{}', headers: {} }] = browser.pushed
    expect(headers).toMatchObject({ topic: 'practice-reminder', urgency: 'normal', ttl: '7200' })
    const { off, ...told } = JSON.parse(payload)
    expect(told).toEqual({ kind: 'practice_reminder', language: 'de' })
    const end = off.replace('https://api.example.org', '')
    expect((await server.request('POST', end, { body: {} })).statusCode).toBe(200)
    expect((await server.request('GET', '/api/reminders', { cookies })).json()).toMatchObject({
      on: false,
      by_push: true,
    })
    expect(await rows()).toMatchObject([{ next_try_at: null, last_used_at: new Date(DUE) }])
  })

  test.each([
    ['on devices alone', { byMail: false, byPush: true }, [1, 1], 0],
    ['by mail alone', { byMail: true, byPush: false }, [0, 0], 1],
    ['both ways', { byMail: true, byPush: true }, [1, 1], 1],
  ])('comes %s, as the member chose, once a day', async (_, ways, pushed, mailed) => {
    await choose(ways)
    const browsers = [await subscribe(), await subscribe()]
    await at(DUE)
    await choose({ ...ways, time: '18:00' })
    await at('2026-03-27T17:00:00.000Z')
    expect(browsers.map((browser) => browser.pushed.length)).toEqual(pushed)
    expect(await mails()).toBe(mailed)
  })

  test('does not come in quiet hours, and a mail does; on the next day it is as it was', async () => {
    await choose({ byMail: true, time: '21:30' })
    const browser = await subscribe()
    await at('2026-03-27T20:30:00.000Z')
    expect([browser.pushed.length, await mails()]).toEqual([0, 1])
    await choose({ byMail: true, time: '21:30', quietHours: null })
    await at('2026-03-28T20:30:00.000Z')
    expect([browser.pushed.length, await mails()]).toEqual([1, 2])
  })

  test.each([
    ['20:59', 1],
    ['21:00', 0],
    ['06:59', 0],
    ['07:00', 1],
  ])('at %s on the clock of the member comes %d times', async (time, times) => {
    await choose({ time })
    const browser = await subscribe()
    const [row] = await server.db.query<{ due_at: Date }>('', 'select due_at from reminders where user_id = $1', [
      userId,
    ])
    await at(row?.due_at.toISOString() ?? '')
    expect(browser.pushed).toHaveLength(times)
  })

  test('is kept by the push service no longer than until it is quiet', async () => {
    await choose({ time: '20:30' })
    const browser = await subscribe()
    await at('2026-03-27T19:30:00.000Z')
    expect(browser.pushed.map(({ headers }) => headers.ttl)).toEqual(['1800'])
  })

  test('does not come to whoever has practised on that day, also while it waited', async () => {
    await choose()
    const browser = await subscribe()
    service.answer = { status: 503 }
    await at(DUE)
    service.answer = null
    await server.db.query(
      '',
      `insert into meditation_sessions (id, user_id, session_type, pattern, started_at, store_breath)
       values (gen_random_uuid(), $1, 'timer', 'none', $2, false)`,
      [userId, DUE],
    )
    await later(20 * MINUTE_MS)
    expect(browser.pushed).toEqual([])
    expect(await rows()).toMatchObject([{ next_try_at: null }])
  })

  test('does not come to whoever switched it off while it waited', async () => {
    await choose()
    const browser = await subscribe()
    service.answer = { status: 503 }
    await at(DUE)
    service.answer = null
    await choose({ isOn: false })
    await later(20 * MINUTE_MS)
    expect(browser.pushed).toEqual([])
  })

  test('that waits does not come to a browser that is somebody else’s meanwhile', async () => {
    await choose()
    const browser = await subscribe()
    service.answer = { status: 503 }
    await at(DUE)
    service.answer = null
    await subscribe({}, await signUp(server, `other${members}@example.com`), browser)
    await later(20 * MINUTE_MS)
    expect(browser.pushed).toEqual([])
  })

  test.each([429, 500, 503])('that its service does not take (%d) comes a little later', async (status) => {
    await choose()
    const browser = await subscribe()
    service.answer = { status }
    await at(DUE)
    service.answer = null
    await later(5_000)
    expect(browser.pushed).toEqual([])
    await later(MINUTE_MS)
    expect(browser.pushed).toHaveLength(1)
  })

  test('is not asked for again before the service says so', async () => {
    await choose()
    const browser = await subscribe()
    service.answer = { status: 429, headers: { 'retry-after': '1800' } }
    await at(DUE)
    service.answer = null
    await later(29 * MINUTE_MS)
    expect(browser.pushed).toEqual([])
    await later(2 * MINUTE_MS)
    expect(browser.pushed).toHaveLength(1)
  })

  test('is given up when it is of no use any more, and comes the next day', async () => {
    await choose()
    const browser = await subscribe()
    service.answer = { status: 503 }
    await at(DUE)
    service.answer = null
    await later(121 * MINUTE_MS)
    expect(browser.pushed).toEqual([])
    await at('2026-03-28T06:30:00.000Z')
    expect(browser.pushed).toHaveLength(1)
  })

  test('makes a browser that its service does not know be forgotten, and the others are reminded', async () => {
    await choose()
    await subscribe(GONE)
    const browser = await subscribe()
    await at(DUE)
    expect(browser.pushed).toHaveLength(1)
    expect(await rows()).toHaveLength(1)
  })

  test('is none after the last device has gone by itself, until there is another', async () => {
    await choose()
    await subscribe(GONE)
    const reminder = async () => (await server.request('GET', '/api/reminders', { cookies })).json()
    expect(await reminder()).toMatchObject({ on: true })
    await at(DUE)
    expect(await reminder()).toMatchObject({ on: false, lacks_device: true, next_at: null })
    await at('2026-03-28T06:30:00.000Z')
    const browser = await subscribe()
    await choose({ time: '18:00' })
    await at('2026-03-28T17:00:00.000Z')
    expect(browser.pushed).toHaveLength(1)
  })

  test('that is refused for good is not tried again, and its device stays', async () => {
    await choose()
    await subscribe()
    service.answer = { status: 403 }
    const before = service.asked()
    await at(DUE)
    await later(20 * MINUTE_MS)
    expect(service.asked() - before).toBe(1)
    expect(await rows()).toMatchObject([{ next_try_at: null, last_used_at: null }])
  })

  test('of a worker that was killed while it sent is sent by the next', async () => {
    await choose()
    const browser = await subscribe()
    clock.advance(Date.parse(DUE) - clock.nowMs())
    await sendReminders(ofReminders())
    const killed = { ...parts, push: { ...parts.push, send: () => Promise.reject(new Error('killed')) } }
    await expect(sendPushes(killed)).rejects.toThrow('killed')
    await later(30_000)
    expect(browser.pushed).toEqual([])
    await later(31_000)
    expect(browser.pushed).toHaveLength(1)
  })

  test('goes with the member, and is none of a suspended one', async () => {
    await choose()
    const browser = await subscribe()
    await server.db.query('', "update users set status = 'suspended' where id = $1", [userId])
    await at(DUE)
    expect(browser.pushed).toEqual([])
    await server.db.query('', 'delete from users where id = $1', [userId])
    expect(await rows()).toEqual([])
  })
})
