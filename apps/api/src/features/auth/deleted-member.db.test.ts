import { afterAll, describe, expect, test } from 'vitest'
import { buildServer } from '../../server.ts'
import { PASSWORD, setStanding, signIn, signUp } from '../../testing/members.ts'
import { requester, testServer } from '../../testing/test-server.ts'
import { until } from '../../testing/until.ts'
import { ensureAccount } from './ensure-account.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const login = (email: string, send = server.request) =>
  send('POST', '/auth/login', { body: { email, password: PASSWORD } })
const me = async (cookies: string) => (await server.request('GET', '/auth/me', { cookies })).statusCode

const WAYS: Record<string, (email: string) => Promise<unknown>> = {
  'whose row was deleted': (email) => server.db.query('', 'delete from users where email = $1', [email]),
  'who was marked as deleted': (email) => setStanding(server.db, email, { status: 'deleted' }),
}

describe.each(Object.entries(WAYS))('a member %s', (way, remove) => {
  const email = `${way.replaceAll(' ', '.')}@example.com`

  test('is signed out everywhere, and neither signs in nor refreshes again', async () => {
    const cookies = [await signUp(server, email), await signIn(server, email)]
    for (const session of cookies) expect(await me(session)).toBe(200)
    await remove(email)
    for (const session of cookies) {
      await until(async () => (await me(session)) === 401)
      expect((await server.request('POST', '/auth/refresh', { cookies: session })).statusCode).toBe(401)
    }
    const response = await login(email)
    expect(response.statusCode).toBe(401)
    expect(response.json().detail).toBe('Incorrect email or password')
    expect(await livingRowsOf(email)).toEqual({ members: 0, accounts: 0, sign_ins: 0, devices: 0 })
  })

  test('may join again, as somebody new', async () => {
    await signUp(server, email)
    expect((await login(email)).statusCode).toBe(200)
  })

  test('does not come back by a sign-in that was under way', async () => {
    const late = `late.${email}`
    await signUp(server, late)
    const { identity } = server.parts.auth
    const overtaken = {
      ...identity,
      signIn: async (attempt: Parameters<typeof identity.signIn>[0]) => {
        const outcome = await identity.signIn(attempt)
        await remove(late)
        return outcome
      },
    }
    const app = await buildServer({ ...server.parts, auth: { ...server.parts.auth, identity: overtaken } })
    const response = await login(late, requester(app, server.contract))
    expect(response.statusCode).toBe(401)
    expect(response.cookies).toEqual([])
    expect(await livingRowsOf(late)).toMatchObject({ members: 0, accounts: 0 })
  })
})

test('a deletion that is rolled back has taken nothing away', async () => {
  const email = 'kept@example.com'
  const cookies = await signUp(server, email)
  const broken = server.db.transaction(async (tx) => {
    await tx.query('', 'delete from users where email = $1', [email])
    throw new Error('The power failed')
  })
  await expect(broken).rejects.toThrow('The power failed')
  expect(await me(cookies)).toBe(200)
  expect((await login(email)).statusCode).toBe(200)
})

test('the accounts to begin with are not made anew once somebody deleted one', async () => {
  const account = { email: 'admin@example.com', password: PASSWORD, fullName: 'Ada Admin', role: 'admin' as const }
  await ensureAccount(server.db, server.parts.auth.identity, { ...account, tier: 'premium' })
  expect((await login(account.email)).statusCode).toBe(401)
})

async function livingRowsOf(email: string) {
  const [row] = await server.db.query(
    '',
    `select (select count(*)::int from users where email = $1 and status <> 'deleted') as members,
       (select count(*)::int from identity_accounts where email = $1) as accounts,
       (select count(*)::int from sign_ins join deleted_members on cognito_sub = sub
        where revoked_at is null) as sign_ins,
       (select count(*)::int from sign_ins join deleted_members on cognito_sub = sub
        where device is not null) as devices`,
    [email],
  )
  return row
}
