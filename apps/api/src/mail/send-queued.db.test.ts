import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { systemRandom } from '../compose/machine.ts'
import { listenForChanges } from '../db/changes.ts'
import { openPool } from '../db/database.ts'
import { MailRefused, type Message } from '../ports/mailer.ts'
import { testClock } from '../testing/test-clock.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { rootKeysOf } from '../testing/test-keys.ts'
import { until } from '../testing/until.ts'
import { type SendParts, sendDueBy } from './send-due.ts'
import { sendLaterBy } from './send-later.ts'
import { sendQueued } from './send-queued.ts'

const database = await freshDatabase()
const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
const db = openPool(database.url, { log })
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const clock = testClock()
const keys = { rootKeys: rootKeysOf(), random: systemRandom, clock }
const sendLater = sendLaterBy(keys)
const { signal } = new AbortController()
const TO = 'ada@example.com'
const CHANGED = { to: TO, mail: { kind: 'password_changed' } } as const
const CODE = { to: TO, mail: { kind: 'reset_password', code: '271828' } } as const

let sent: Message[] = []
/** What the next messages meet; then all are accepted. */
let refusals: MailRefused[] = []
const mailer = {
  send: async (message: Message) => {
    const refusal = refusals.shift()
    if (refusal) throw refusal
    sent.push(message)
    return `queued for ${message.to}`
  },
}
const sender = { from: 'studio@mail.example.org', frontendUrl: 'https://app.example.org', supportEmail: null }
const partsWith = (change: Partial<SendParts> = {}): SendParts => ({
  ...keys,
  db,
  mailer,
  sender,
  log,
  writeCampaign: async () => null,
  noteDeadAddress: async () => {},
  wantsReminder: async () => false,
  ...change,
})
const sendDue = sendDueBy(partsWith())
const later = (words = 'Try later') => new MailRefused(words, { tryAgain: 'later' })

beforeEach(async () => {
  sent = []
  refusals = []
  vi.clearAllMocks()
  await db.query('', 'delete from mails')
})

const rows = () =>
  db.query<Record<string, unknown>>(
    '',
    `select kind, state, attempts, recipient, sealed is null as wiped, last_error,
       round(extract(epoch from next_try_at) * 1000)::float8 as next_try_at_ms from mails order by created_at`,
  )
const logged = () => JSON.stringify([log.info.mock.calls, log.warn.mock.calls, log.error.mock.calls])

describe('a mail speaks', () => {
  const subjectTo = async (to: string, language?: 'de' | 'en') => {
    await sendLater(db, { to, cause: `changed:${to}:${language}`, mail: CHANGED.mail, ...(language && { language }) })
    await sendDue(signal)
    return sent.at(-1)?.subject
  }
  const memberWith = (email: string, language: string | null) =>
    db.query('', 'insert into users (cognito_sub, email, language) values (gen_random_uuid(), $1, $2)', [
      email,
      language,
    ])

  test('what its reader has chosen for their account, whoever asked for it', async () => {
    await memberWith('greta@example.com', 'de')
    expect(await subjectTo('greta@example.com', 'en')).toBe('Dein Passwort wurde geändert')
  })

  test('what was asked for where nothing was chosen, and English where that is unknown, too', async () => {
    await memberWith('bob@example.com', null)
    expect(await subjectTo('bob@example.com', 'de')).toBe('Dein Passwort wurde geändert')
    expect(await subjectTo('nobody@example.com', 'de')).toBe('Dein Passwort wurde geändert')
    expect(await subjectTo('nobody@example.com')).toBe('Your password was changed')
  })
})

describe('a mail that is accepted', () => {
  test('was made of its kind, and nothing is kept of what it said and to whom', async () => {
    await sendLater(db, { ...CODE, cause: 'reset:1' })
    expect(await sendDue(signal)).toBe(true)
    expect(sent).toMatchObject([{ to: TO, headers: { 'Auto-Submitted': 'auto-generated' } }])
    expect(sent[0]?.text).toContain('271828')
    expect(sent[0]?.html).toContain('271828')
    expect(sent[0]?.subject).not.toContain('271828')
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 1, recipient: null, wiped: true, last_error: null }])
    expect(await sendDue(signal)).toBe(false)
    expect(log.info).toHaveBeenCalledOnce()
    expect(logged()).not.toMatch(/271828|ada@example/)
  })

  test('is sent once, however many workers look at the same time', async () => {
    for (let index = 0; index < 20; index += 1) await sendLater(db, { ...CHANGED, cause: `changed:${index}` })
    const work = async () => {
      while (await sendDue(signal));
    }
    await Promise.all(Array.from({ length: 6 }, work))
    expect(sent).toHaveLength(20)
    expect(new Set(sent.map(({ messageId }) => messageId)).size).toBe(20)
    expect(await sendDue(signal)).toBe(false)
  })

  test('and whose worker died before it noted that is sent again, recognisably, when a minute has passed', async () => {
    await sendLater(db, { ...CHANGED, cause: 'changed:killed' })
    const killed = async (message: Message) => {
      sent.push(message)
      return new Promise<never>(() => {})
    }
    void sendDueBy(partsWith({ mailer: { send: killed } }))(signal)
    await until(() => sent.length === 1)
    clock.advance(59_999)
    expect(await sendDue(signal)).toBe(false)
    clock.advance(1)
    expect(await sendDue(signal)).toBe(true)
    expect(sent).toHaveLength(2)
    expect(sent[1]?.messageId).toBe(sent[0]?.messageId)
    expect(sent[0]?.messageId).toMatch(/^<[0-9a-f]{32}@mail\.example\.org>$/)
    expect(await rows()).toMatchObject([{ state: 'sent', attempts: 2 }])
  })

  test('by a worker that was thought dead changes nothing for the one that took over', async () => {
    await sendLater(db, { ...CHANGED, cause: 'changed:slow' })
    const { promise: slow, resolve: accept } = Promise.withResolvers<string>()
    const late = sendDueBy(partsWith({ mailer: { send: () => slow } }))(signal)
    await until(async () => (await rows())[0]?.attempts === 1)
    clock.advance(60_000)
    refusals = [later()]
    await sendDue(signal)
    const before = await rows()
    accept('late')
    await late
    expect(await rows()).toEqual(before)
    expect(before).toMatchObject([{ state: 'queued', attempts: 2 }])
  })
})

describe('a mail that is refused for now', () => {
  test('is tried again after ever longer pauses, less a part by chance', async () => {
    await sendLater(db, { ...CHANGED, cause: 'changed:later' })
    for (const pauseMs of [5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 320_000, 600_000, 600_000]) {
      refusals = [later()]
      expect(await sendDue(signal)).toBe(true)
      const waitMs = Number((await rows())[0]?.next_try_at_ms) - clock.nowMs()
      expect(waitMs).toBeGreaterThan(pauseMs / 2 - 1)
      expect(waitMs).toBeLessThanOrEqual(pauseMs)
      expect(await sendDue(signal)).toBe(false)
      clock.advance(pauseMs)
    }
    expect(await sendDue(signal)).toBe(true)
    expect(sent).toHaveLength(1)
  })

  test('says why in words, without the address', async () => {
    await sendLater(db, { ...CHANGED, cause: 'changed:words' })
    refusals = [later(`450 <${TO}> is busy`)]
    await sendDue(signal)
    expect(await rows()).toMatchObject([{ state: 'queued', last_error: '450 <a***@e***.com> is busy' }])
    expect(log.warn).toHaveBeenCalledWith(
      expect.objectContaining({ kind: 'password_changed', attempt: 1 }),
      'A mail is tried again later. 450 <a***@e***.com> is busy',
    )
    expect(logged()).not.toContain(TO)
  })

  test.each([
    ['a code: when it opens nothing any more', CODE, 3_600_000],
    ['anything else: after three days', CHANGED, 72 * 3_600_000],
  ])('is given up, %s', async (_, mail, lifeMs) => {
    await sendLater(db, { ...mail, cause: `given-up:${lifeMs}` })
    const untilMs = clock.nowMs() + lifeMs
    while ((await rows())[0]?.state === 'queued') {
      refusals = [later('No room')]
      await sendDue(signal)
      expect(clock.nowMs()).toBeLessThanOrEqual(untilMs)
      clock.advance(600_000)
    }
    expect(await rows()).toMatchObject([
      { state: 'dead', wiped: true, recipient: 'a***@e***.com', last_error: 'No room' },
    ])
    expect(sent).toEqual([])
  })
})

describe('a mail is given up', () => {
  test('at once where trying again is in vain, and the log says so', async () => {
    await sendLater(db, { ...CODE, cause: 'reset:2' })
    refusals = [new MailRefused('No such user', { tryAgain: 'never' })]
    await sendDue(signal)
    expect(await rows()).toMatchObject([{ state: 'dead', attempts: 1, wiped: true, last_error: 'No such user' }])
    const about = { kind: 'reset_password', attempt: 1, recipient: 'a***@e***.com' }
    expect(log.error).toHaveBeenCalledWith(expect.objectContaining(about), 'A mail was given up. No such user')
    expect(logged()).not.toMatch(/271828|ada@example/)
  })

  test('when no worker ran while it was of use', async () => {
    await sendLater(db, { ...CODE, cause: 'reset:3' })
    clock.advance(3_600_000)
    await sendDue(signal)
    expect(sent).toEqual([])
    expect(await rows()).toMatchObject([{ state: 'dead', last_error: 'No worker sent it in time.' }])
  })

  test('when it was sealed with another key', async () => {
    await sendLaterBy({ ...keys, rootKeys: rootKeysOf('another') })(db, { ...CODE, cause: 'reset:4' })
    await sendDue(signal)
    expect(await rows()).toMatchObject([{ state: 'dead', last_error: expect.stringContaining('JWT_SECRET_KEY') }])
  })
})

test('a fault of ours is logged as one, and the mail is tried again', async () => {
  await sendLater(db, { ...CHANGED, cause: 'changed:fault' })
  const broken = { send: () => Promise.reject(new TypeError('undefined is not a function')) }
  await sendDueBy(partsWith({ mailer: broken }))(signal)
  expect(await rows()).toMatchObject([{ state: 'queued', last_error: 'A fault of ours; the log knows more.' }])
  expect(log.error).toHaveBeenCalledOnce()
})

describe('a worker', () => {
  async function withWorker(change: Partial<SendParts>, work: () => Promise<unknown>) {
    await using changes = await listenForChanges(database.url, log)
    await using _sending = sendQueued({ ...partsWith(change), changes })
    await work()
  }

  test('sends what waits already, and what comes as soon as its cause has committed', async () => {
    await sendLater(db, { ...CHANGED, cause: 'changed:before' })
    await withWorker({}, async () => {
      await until(() => sent.length === 1)
      await db.transaction(async (tx) => {
        await sendLater(tx, { ...CODE, cause: 'reset:5' })
        expect(sent).toHaveLength(1)
      })
      await until(() => sent.length === 2)
    })
    expect(sent[1]?.text).toContain('271828')
  })

  test('that stops breaks off what is on its way, which is then due at once', async () => {
    await sendLater(db, { ...CHANGED, cause: 'changed:stop' })
    let begun = false
    const hanging = {
      send: (_message: Message, stop: AbortSignal) =>
        new Promise<never>((_resolve, reject) => {
          begun = true
          stop.addEventListener('abort', () => reject(stop.reason as Error))
        }),
    }
    await withWorker({ mailer: hanging }, () => until(() => begun))
    expect(await rows()).toMatchObject([{ state: 'queued', last_error: null }])
    expect(await sendDue(signal)).toBe(true)
    expect(sent).toHaveLength(1)
  })
})
