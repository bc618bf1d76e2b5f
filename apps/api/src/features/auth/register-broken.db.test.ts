import { afterAll, describe, expect, test } from 'vitest'
import { localIdentity } from '../../adapters/local/identity/identity.ts'
import { systemRandom } from '../../compose/machine.ts'
import type { Database, Pool } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { buildServer } from '../../server.ts'
import { PASSWORD, signIn } from '../../testing/members.ts'
import { rootKeysOf } from '../../testing/test-keys.ts'
import { requester, testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const full_name = 'Ada Lovelace'
const register = (email: string, password = PASSWORD, send = server.request) =>
  send('POST', '/auth/register', { body: { email, password, full_name } })

/** Of member and sign-in: they are stored together. */
const TRANSACTION = 'transaction'

/** The statements of a registration, in their order. */
const STEPS = [
  'identity_insert_account',
  'identity_account_by_email',
  'identity_insert_refresh_token',
  'auth_upsert_user',
  'members_insert_sign_in',
  TRANSACTION,
]

describe.each(['before', 'after'] as const)('a connection that is lost %s a step', (moment) => {
  test.each(STEPS)('%s: the registration can be finished by trying again', async (step) => {
    const email = `${step}.${moment}@example.com`
    const broken = await serverThatFailsAt(step, moment)
    const first = await register(email, PASSWORD, broken)
    expect(first.statusCode).toBe(503)
    expect(first.headers['set-cookie']).toBeUndefined()

    const second = await register(email)
    const finished = step === TRANSACTION && moment === 'after'
    expect(second.statusCode).toBe(finished ? 409 : 200)
    await signIn(server, email)
    expect(await countsOf(email)).toEqual({ users: 1, accounts: 1 })
  })
})

describe('an account without a member', () => {
  const email = 'half@example.com'

  test('409: nobody finishes the registration of somebody else', async () => {
    await server.parts.auth.identity.signUp({ email, password: PASSWORD, fullName: full_name, client: 'test' })
    const response = await register(email, `Other${PASSWORD}`)
    expect(response.statusCode).toBe(409)
    expect(response.headers['set-cookie']).toBeUndefined()
    expect(await countsOf(email)).toEqual({ users: 0, accounts: 1 })
  })

  test('a sign-in writes the member', async () => {
    await signIn(server, email)
    expect(await countsOf(email)).toEqual({ users: 1, accounts: 1 })
  })
})

test('409: a member without an account is not taken over by registering', async () => {
  const email = 'imported@example.com'
  await server.db.query('', `insert into users (cognito_sub, email, role) values ('elsewhere', $1, 'admin')`, [email])
  for (const _ of ['first', 'second']) {
    const response = await register(email)
    expect(response.statusCode).toBe(409)
    expect(response.headers['set-cookie']).toBeUndefined()
  }
})

/** The same server, but the connection is lost at the first use of one statement. */
async function serverThatFailsAt(step: string, moment: 'before' | 'after') {
  let failed = false
  const attempt = async <Result>(name: string, run: () => Promise<Result>): Promise<Result> => {
    if (name !== step || failed) return run()
    failed = true
    if (moment === 'after') await run()
    throw new AppError('unavailable', 'The database does not answer.')
  }
  const failing = ({ query }: Database): Database => ({
    query: (name, sql, params) => attempt(name, () => query(name, sql, params)),
  })
  const db: Pick<Pool, 'query' | 'transaction'> = {
    ...failing(server.db),
    transaction: (work) => attempt(TRANSACTION, () => server.db.transaction((tx) => work(failing(tx)))),
  }
  const { transaction } = server.db
  const identity = await localIdentity({
    db: { ...failing(server.db), transaction: (work) => transaction((tx) => work(failing(tx))) },
    clock: server.clock,
    random: systemRandom,
    rootKeys: rootKeysOf(),
    issuer: 'http://localhost:8000/identity',
    accessTokenSeconds: 900,
    refreshTokenSeconds: 604_800,
    hashesAtOnce: 2,
    confirmsItself: true,
    google: null,
    sendLater: server.parts.auth.sendLater,
  })
  const app = await buildServer({ ...server.parts, auth: { ...server.parts.auth, db, identity } })
  const send = requester(app, server.contract)
  return async (...request: Parameters<typeof send>) => {
    const response = await send(...request)
    expect(server.logged.splice(0)).toEqual([expect.stringContaining('The request failed')])
    return response
  }
}

async function countsOf(email: string) {
  const [row] = await server.db.query(
    'test_counts',
    `select (select count(*)::int from users where email = $1) as users,
       (select count(*)::int from identity_accounts where email = $1) as accounts`,
    [email],
  )
  return row
}
