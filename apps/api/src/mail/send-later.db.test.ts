import { afterAll, describe, expect, test } from 'vitest'
import { systemRandom } from '../compose/machine.ts'
import { mailsTo } from '../testing/mails.ts'
import { setStanding, signUp } from '../testing/members.ts'
import { rootKeysOf, TEST_KEYS } from '../testing/test-keys.ts'
import { testServer } from '../testing/test-server.ts'
import { sealedMails } from './sealed-mails.ts'
import { sendLaterBy } from './send-later.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db, clock } = server
const sendLater = sendLaterBy({ rootKeys: rootKeysOf(), clock, random: systemRandom })

const reset = { kind: 'reset_password', code: '123456' } as const

describe('a mail waits to be sent', () => {
  test('once what caused it has committed, and not if that does not', async () => {
    const undone = db.transaction(async (tx) => {
      await sendLater(tx, { to: 'ada@example.com', cause: 'reset:1', mail: reset })
      throw new Error('The power failed')
    })
    await expect(undone).rejects.toThrow('The power failed')
    expect(await mailsTo(server, 'ada@example.com')).toEqual([])
    await db.transaction((tx) => sendLater(tx, { to: 'ada@example.com', cause: 'reset:1', mail: reset }))
    expect(await mailsTo(server, 'ada@example.com')).toEqual([reset])
  })

  test('once for its cause, however many ask for it at the same time', async () => {
    const mail = { to: 'bob@example.com', cause: 'reset:2', mail: reset }
    await Promise.all(Array.from({ length: 8 }, () => sendLater(db, mail)))
    expect(await mailsTo(server, 'bob@example.com')).toHaveLength(1)
  })

  test('and a copy of the database tells neither its code nor its cause, nor can it be put in the place of another', async () => {
    await sendLater(db, { to: 'eve@example.com', cause: 'reset:eve@example.com', mail: { ...reset, code: '654321' } })
    const [row] = await db.query<{ sealed: Buffer; cause_digest: Buffer; all: string }>(
      '',
      `select sealed, cause_digest, mails::text as all from mails where recipient = 'eve@example.com'`,
    )
    expect(row?.all.match(/eve@example\.com/g)).toHaveLength(1)
    expect(row?.sealed.toString('latin1')).not.toContain('654321')
    const { open, digest } = sealedMails({ rootKeys: rootKeysOf(), random: systemRandom })
    const sealed = row?.sealed ?? Buffer.alloc(0)
    expect(open(sealed, digest('reset:eve@example.com'))).toEqual({ ...reset, code: '654321' })
    expect(open(sealed, digest('reset:1'))).toBeNull()
    const elsewhere = sealedMails({ rootKeys: rootKeysOf(TEST_KEYS.STREAMING_SECRET_KEY), random: systemRandom })
    expect(elsewhere.open(sealed, digest('reset:eve@example.com'))).toBeNull()
  })
})

describe('a member who is deleted gets no mail any more', () => {
  test.each(['marked', 'removed'] as const)('%s: but the one that says so', async (way) => {
    const email = `${way}@example.com`
    await signUp(server, email)
    await sendLater(db, { to: email, cause: `changed:${way}`, mail: { kind: 'password_changed' } })
    await sendLater(db, { to: email, cause: `deleted:${way}`, mail: { kind: 'account_deleted' } })
    if (way === 'marked') await setStanding(db, email, { status: 'deleted' })
    else await db.query('', 'delete from users where email = $1', [email])
    expect(await mailsTo(server, email)).toEqual([{ kind: 'account_deleted' }])
  })
})
