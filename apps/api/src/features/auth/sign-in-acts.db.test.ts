import { afterAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../../members/audit-chain.ts'
import { PASSWORD, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db } = server

const login = (email: string, password = PASSWORD) =>
  server.request('POST', '/auth/login', { body: { email, password } })
const actsOf = (email: string, action: string) =>
  db.query<{ after: unknown }>(
    '',
    `select actor_kind, actor_sub = target as own, after from audit_log
     where target = (select cognito_sub from users where email = $1) and action = $2 order by id`,
    [email, action],
  )

describe('the record of acts', () => {
  test('has each sign-in, with its id and how it was done', async () => {
    await signUp(server, 'ada@example.com')
    await login('ada@example.com')
    const ids = await db.query<{ id: string }>('', 'select id from sign_ins order by created_at, id')
    const acts = await actsOf('ada@example.com', 'account.signed_in')
    expect(acts).toHaveLength(2)
    expect(acts).toEqual(
      expect.arrayContaining(
        ids.map(({ id }) => ({ actor_kind: 'member', own: true, after: { sign_in: id, method: 'password' } })),
      ),
    )
  })

  test('has of failed sign-ins the 1st, the 10th and the 100th within an hour, whoever guesses', async () => {
    await signUp(server, 'bob@example.com')
    const { recordFailure } = server.parts.auth
    expect((await login('bob@example.com', 'wrong')).statusCode).toBe(401)
    for (let guess = 2; guess <= 130; guess += 1) recordFailure({ email: 'bob@example.com', requestId: `r-${guess}` })
    await until(async () => (await actsOf('bob@example.com', 'account.sign_in_failed')).length === 3)
    const acts = await actsOf('bob@example.com', 'account.sign_in_failed')
    expect(acts.map(({ after }) => after)).toEqual(
      expect.arrayContaining([{ failures: 1 }, { failures: 10 }, { failures: 100 }]),
    )
  })

  test('has nothing of an email without an account', async () => {
    const count = async () => (await db.query('', 'select 1 from audit_log')).length
    const before = await count()
    expect((await login('nobody@example.com')).statusCode).toBe(401)
    await login('ada@example.com', 'wrong')
    await until(async () => (await count()) === before + 1)
  })

  test('has no password and no address, and its chain is whole', async () => {
    const rows = await db.query<{ text: string }>('', 'select audit_log::text as text from audit_log')
    expect(rows.map(({ text }) => text).join()).not.toMatch(/@example|wrong|SecurePass/)
    expect(await verifyAudit(db, null)).toMatchObject({ intact: true })
  })
})
