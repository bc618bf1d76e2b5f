import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { systemRandom } from '../../compose/machine.ts'
import { composeWantsReminder } from '../../compose/reminders.ts'
import { openRootKeys } from '../../lasting-key.ts'
import { sendDueBy } from '../../mail/send-due.ts'
import { sendBulkLaterBy } from '../../mail/send-later.ts'
import type { Message } from '../../ports/mailer.ts'
import { signUp } from '../../testing/members.ts'
import { testClock } from '../../testing/test-clock.ts'
import { TEST_KEYS } from '../../testing/test-keys.ts'
import { testServer } from '../../testing/test-server.ts'
import { offLinks } from './links.ts'
import { upsertReminder } from './queries.ts'
import { type ReminderSending, sendReminders } from './send-due.ts'

const log = { info: () => {}, warn: () => {}, error: () => {} }
const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const HOUR_MS = 3_600_000
const BERLIN = 'Europe/Berlin'
/** A Friday in Berlin, 06:00. */
const FRIDAY = '2026-03-27T05:00:00.000Z'

const rootKeys = await openRootKeys(server.db, [TEST_KEYS.JWT_SECRET_KEY], systemRandom)
let members = 0
let userId: string
let clock: ReturnType<typeof testClock>
let parts: ReminderSending

beforeEach(async () => {
  await server.db.query('', 'delete from reminders')
  await server.db.query('', 'delete from mails')
  members += 1
  const email = `member${members}@example.com`
  await signUp(server, email)
  const [row] = await server.db.query<{ id: string }>('', 'select id from users where email = $1', [email])
  userId = row?.id ?? ''
  clock = testClock(Date.parse(FRIDAY))
  parts = {
    db: server.db,
    clock,
    sendBulkLater: sendBulkLaterBy({ rootKeys, clock, random: systemRandom }),
    links: offLinks({
      tokens: server.parts.reminders.tokens,
      frontendUrl: 'https://app.example.org',
      backendUrl: 'https://api.example.org',
    }),
  }
})

const choose = (change: object = {}) =>
  upsertReminder(server.db, {
    ...{ userId, isOn: true, days: [1, 2, 3, 4, 5, 6, 7], time: '07:30', timeZone: BERLIN, nowMs: clock.nowMs() },
    ...{ byMail: true, byPush: false, quietHours: null },
    ...change,
  })
async function sentUntil(moment: string): Promise<number> {
  clock.advance(Date.parse(moment) - clock.nowMs())
  await sendReminders(parts)
  return sent()
}
async function sent(): Promise<number> {
  const [row] = await server.db.query<{ total: number }>(
    '',
    `select count(*)::integer as total from mails m join users u on u.email = m.recipient
     where m.kind = 'practice_reminder' and u.id = $1`,
    [userId],
  )
  return row?.total ?? 0
}
async function dueAt(): Promise<string | undefined> {
  const [row] = await server.db.query<{ due_at: Date | null }>('', 'select due_at from reminders where user_id = $1', [
    userId,
  ])
  return row?.due_at?.toISOString()
}
/** To whom the mails that wait are sent. */
async function delivered(): Promise<string[]> {
  const sent: string[] = []
  const mailer = { send: async ({ to }: Message) => `accepted ${sent.push(to)}` }
  const sendDue = sendDueBy({
    ...{ db: server.db, mailer, rootKeys, clock, random: systemRandom, log },
    sender: { from: 'studio@example.org', frontendUrl: 'https://app.example.org', supportEmail: null },
    writeCampaign: async () => null,
    noteDeadAddress: async () => {},
    wantsReminder: composeWantsReminder(server.db),
  })
  while (await sendDue(new AbortController().signal));
  return sent
}
const practise = (startedAt: string) =>
  server.db.query(
    '',
    `insert into meditation_sessions (id, user_id, session_type, pattern, started_at, store_breath)
     values (gen_random_uuid(), $1, 'timer', 'none', $2, false)`,
    [userId, startedAt],
  )

describe('a reminder', () => {
  test('is sent when its time has come, and once, however many workers look', async () => {
    await choose()
    expect(await sentUntil('2026-03-27T06:29:00.000Z')).toBe(0)
    clock.advance(60_000)
    await Promise.all([sendReminders(parts), sendReminders(parts), sendReminders(parts)])
    await sendReminders(parts)
    expect(await sent()).toBe(1)
  })

  test('keeps to the clock on the wall when summer time begins and ends', async () => {
    await choose()
    await sentUntil('2026-03-28T06:30:00.000Z')
    expect(await dueAt()).toBe('2026-03-29T05:30:00.000Z')
    clock.advance(Date.parse('2026-10-24T06:00:00.000Z') - clock.nowMs())
    await choose()
    expect(await dueAt()).toBe('2026-10-25T06:30:00.000Z')
  })

  test('at a time that a day leaves out comes later on that day, and at one that it has twice comes once', async () => {
    await choose({ time: '02:30', nowMs: Date.parse('2026-03-28T12:00:00.000Z') })
    expect(await dueAt()).toBe('2026-03-29T01:30:00.000Z')
    clock.advance(Date.parse('2026-10-24T12:00:00.000Z') - clock.nowMs())
    await choose({ time: '02:30' })
    expect(await sentUntil('2026-10-25T02:30:00.000Z')).toBe(1)
    expect(await dueAt()).toBe('2026-10-26T01:30:00.000Z')
  })

  test('comes on the days that were chosen', async () => {
    await choose({ days: [1] })
    expect(await dueAt()).toBe('2026-03-30T05:30:00.000Z')
  })

  test('does not come on a day on which the member has practised, or does just now; on the next it does', async () => {
    await choose()
    await practise('2026-03-26T23:10:00.000Z')
    expect(await sentUntil('2026-03-27T06:30:00.000Z')).toBe(0)
    await practise('2026-03-27T22:50:00.000Z')
    expect(await sentUntil('2026-03-28T06:30:00.000Z')).toBe(1)
  })

  test.each(['ended_at', 'heard_until'])(
    'does not come to whoever has practised across midnight: %s',
    async (until) => {
      await choose({ time: '00:30' })
      await practise('2026-03-27T22:50:00.000Z')
      await server.db.query('', `update meditation_sessions set ${until} = $2 where user_id = $1`, [
        userId,
        '2026-03-27T23:10:00.000Z',
      ])
      expect(await sentUntil('2026-03-27T23:30:00.000Z')).toBe(0)
    },
  )

  test.each([
    ['switches them off', 'update reminders set due_at = null where user_id = $1'],
    ['is suspended', "update users set status = 'suspended' where id = $1"],
    ['leaves', 'update users set deletion_requested_at = now() where id = $1'],
    ['has another address', "update users set email = 'new-' || email where id = $1"],
    [
      'practises',
      `insert into meditation_sessions (id, user_id, session_type, pattern, started_at, store_breath)
       values (gen_random_uuid(), $1, 'timer', 'none', '2026-03-27T06:40:00.000Z', false)`,
    ],
  ])('that waits for a server of mails does not come to whoever %s meanwhile', async (_, change) => {
    await choose()
    expect(await sentUntil('2026-03-27T06:30:00.000Z')).toBe(1)
    await server.db.query('', change, [userId])
    expect(await delivered()).toEqual([])
  })

  test('that waits for a server of mails comes to whoever still wants it, once', async () => {
    await choose()
    await sentUntil('2026-03-27T06:30:00.000Z')
    expect(await delivered()).toEqual([`member${members}@example.com`])
    expect(await delivered()).toEqual([])
  })

  test('is one a day, also for whoever changes the time after it', async () => {
    await choose()
    await sentUntil('2026-03-27T06:30:00.000Z')
    await choose({ time: '20:00' })
    expect(await sentUntil('2026-03-27T19:00:00.000Z')).toBe(1)
    expect(await sentUntil('2026-03-28T19:00:00.000Z')).toBe(2)
  })

  test('that nobody could send in time does not come in another part of the day', async () => {
    await choose()
    expect(await sentUntil('2026-03-27T08:31:00.000Z')).toBe(0)
    expect(await dueAt()).toBe('2026-03-28T06:30:00.000Z')
  })

  test('does not come to whoever is suspended, or leaves', async () => {
    await choose()
    await server.db.query('', "update users set status = 'suspended' where id = $1", [userId])
    expect(await sentUntil('2026-03-27T06:30:00.000Z')).toBe(0)
    await server.db.query('', "update users set status = 'active', deletion_requested_at = now() where id = $1", [
      userId,
    ])
    expect(await sentUntil('2026-03-28T06:30:00.000Z')).toBe(0)
  })

  test('of a worker that ends before its transaction is not sent, and comes from the next', async () => {
    await choose()
    clock.advance(2 * HOUR_MS)
    const killed = sendReminders({
      ...parts,
      sendBulkLater: async (tx, mails) => {
        await parts.sendBulkLater(tx, mails)
        throw new Error('killed')
      },
    })
    await expect(killed).rejects.toThrow('killed')
    expect(await sent()).toBe(0)
    await sendReminders(parts)
    expect(await sent()).toBe(1)
  })
})
