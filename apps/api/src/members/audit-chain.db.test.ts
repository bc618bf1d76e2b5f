import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { openPool } from '../db/database.ts'
import { freshDatabase } from '../testing/test-database.ts'
import { audit } from './audit.ts'
import { auditHead, verifyAudit } from './audit-chain.ts'

const database = await freshDatabase()
const db = openPool(database.url, { log: console, size: 8 })
afterAll(async () => {
  await db[Symbol.asyncDispose]()
  await database[Symbol.asyncDispose]()
})

const act = (target: string, requestId: string | null = null) =>
  ({
    action: 'sign_in.revoked',
    target,
    before: null,
    after: { reason: 'signed_out' },
    actor: { kind: 'system' },
    requestId,
  }) as const
const fault = async (noted: Parameters<typeof verifyAudit>[1] = null) => {
  const verified = await verifyAudit(db, noted)
  return verified.intact ? null : verified.fault
}
/** As whoever owns the database could. */
const tamper = (...statements: string[]) =>
  db.transaction(async (tx) => {
    for (const table of ['audit_log', 'audit_chain']) await tx.query('', `alter table ${table} disable trigger user`)
    for (const statement of statements) await tx.query('', statement)
    for (const table of ['audit_log', 'audit_chain']) await tx.query('', `alter table ${table} enable trigger user`)
  })

beforeEach(async () => {
  await tamper('truncate audit_log restart identity', 'truncate audit_chain')
  for (let written = 1; written <= 5; written += 1) await audit(db, act(`act ${written}`))
})

describe('the chain of acts', () => {
  test('is whole after acts of any text, and ends where its head says', async () => {
    const odd = 'Zoë "quoted" \\ \u0001\u001f\u007f\u2028 🜁 </script>'
    await audit(db, act(odd, odd))
    expect(await verifyAudit(db, null)).toEqual({ intact: true, head: await auditHead(db) })
    expect(await auditHead(db)).toEqual({ position: 6, hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
  })

  test('ends at its last place, however many there are', async () => {
    for (let written = 6; written <= 12; written += 1) await audit(db, act(`act ${written}`))
    expect(await auditHead(db)).toMatchObject({ position: 12 })
    expect(await verifyAudit(db, null)).toEqual({ intact: true, head: await auditHead(db) })
  })

  test('is empty where nothing was recorded', async () => {
    await tamper('truncate audit_log', 'truncate audit_chain')
    expect(await verifyAudit(db, null)).toEqual({ intact: true, head: { position: 0, hash: '' } })
  })

  test('has one place for each act, however many are recorded at the same time', async () => {
    const transactions = Array.from({ length: 40 }, (_, number) =>
      db.transaction(async (tx) => {
        await audit(tx, act(`first of ${number}`))
        await audit(tx, act(`second of ${number}`))
      }),
    )
    await Promise.all(transactions)
    expect(await verifyAudit(db, null)).toMatchObject({ intact: true, head: { position: 85 } })
  })

  test('nobody waits for a transaction that has recorded an act and goes on', async () => {
    await db.transaction(async (open) => {
      await audit(open, act('slow'))
      await audit(db, act('meanwhile'))
    })
    expect(await verifyAudit(db, null)).toMatchObject({ intact: true, head: { position: 7 } })
  })

  test('what was undone has no place', async () => {
    const undone = db.transaction(async (tx) => {
      await audit(tx, act('undone'))
      throw new Error('The power failed')
    })
    await expect(undone).rejects.toThrow('The power failed')
    expect(await verifyAudit(db, null)).toMatchObject({ intact: true, head: { position: 5 } })
  })

  test.each(['update audit_chain set hash = hash', 'delete from audit_chain', 'truncate audit_chain'])(
    'stays: %s',
    async (sql) => {
      await expect(db.query('', sql)).rejects.toThrow('audit_chain is append-only')
    },
  )
})

describe('what somebody did to the acts shows', () => {
  test.each([
    ['target', `target = 'somebody else'`],
    ['time', `at = at - interval '1 microsecond'`],
    ['actor', `actor_kind = 'operator'`],
    ['value', `after = '{"reason": "member_suspended"}'`],
    ['request', `request_id = ''`],
  ])('a changed %s', async (_what, change) => {
    await tamper(`update audit_log set ${change} where id = 3`)
    expect(await fault()).toBe('Act 3 was changed, or moved to place 3, after it was written.')
  })

  test('a removed act', async () => {
    await tamper('delete from audit_log where id = 3')
    expect(await fault()).toBe('Act 3 was removed, from place 3.')
  })

  test('an act that was removed with its place', async () => {
    await tamper('delete from audit_log where id = 3', 'delete from audit_chain where position = 3')
    expect(await fault()).toBe('Place 3 of the chain was removed.')
  })

  test('and the places after it moved up', async () => {
    await tamper('delete from audit_log where id = 3', 'delete from audit_chain where position = 3')
    await tamper('update audit_chain set position = position - 1 where position > 3')
    expect(await fault()).toBe('Act 4 was changed, or moved to place 3, after it was written.')
  })

  test('acts in another order', async () => {
    await tamper(
      'update audit_chain set entry_id = -1 where position = 2',
      'update audit_chain set entry_id = 2 where position = 4',
      'update audit_chain set entry_id = 4 where position = 2',
    )
    expect(await fault()).toBe('Act 4 was changed, or moved to place 2, after it was written.')
  })

  test('an act that was slipped in', async () => {
    await tamper(`insert into audit_log (actor_kind, action, target) values ('operator', 'account.deleted', 'nobody')`)
    expect(await fault()).toBe('Act 6 was slipped in: it stands in no place of the chain.')
  })

  test('the end that was cut off, to whoever noted the head', async () => {
    const noted = await auditHead(db)
    await tamper('delete from audit_log where id = 5', 'delete from audit_chain where position = 5')
    expect(await fault()).toBeNull()
    expect(await fault(noted)).toBe('The chain ends at place 4: what stood until 5 was cut off.')
  })

  test('a chain that was written anew, to whoever noted the head', async () => {
    const noted = await auditHead(db)
    await tamper(
      `update audit_log set target = 'somebody else' where id = 3`,
      'truncate audit_chain',
      'select chain_audit_entry(l) from (select * from audit_log order by id) l',
    )
    expect(await fault()).toBeNull()
    expect(await fault(noted)).toContain('Place 5 had another hash when it was noted')
  })
})

test('a head that was noted is found again while the chain grows', async () => {
  const noted = await auditHead(db)
  await audit(db, act('later'))
  expect(await fault(noted)).toBeNull()
})
