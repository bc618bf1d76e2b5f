import { afterAll, describe, expect, test } from 'vitest'
import { ensureAccount } from '../features/auth/ensure-account.ts'
import { setTier } from '../features/auth/set-tier.ts'
import { PASSWORD, setStanding, signIn, signUp } from '../testing/members.ts'
import { testServer } from '../testing/test-server.ts'
import { audit } from './audit.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db } = server

interface Recorded {
  action: string
  target: string
}
const entries = () =>
  db.query<Recorded>(
    '',
    'select actor_kind, actor_sub, action, target, before, after, request_id from audit_log order by id',
  )
/** Sign-ins have a test of their own. */
const entriesOf = async (target: string) =>
  (await entries()).filter((entry) => entry.target === target && entry.action !== 'account.signed_in')
const subOf = async (email: string) =>
  (await db.query<{ sub: string }>('', 'select cognito_sub as sub from users where email = $1', [email]))[0]?.sub ?? ''

describe('an act is recorded', () => {
  test('when a command sets a tier: who, whose, from what to what', async () => {
    await signUp(server, 'ada@example.com')
    await setTier(db, { email: 'ada@example.com' }, { tier: 'basic', actor: { kind: 'operator' }, requestId: null })
    const target = await subOf('ada@example.com')
    expect(await entriesOf(target)).toEqual([
      {
        actor_kind: 'operator',
        actor_sub: null,
        action: 'member.role_and_tier_set',
        target,
        before: { role: 'free_user', tier: 'free' },
        after: { role: 'premium_user', tier: 'basic' },
        request_id: null,
      },
    ])
  })

  test('when an account to begin with is given its role, and not again at the next start', async () => {
    const account = { email: 'admin@example.com', password: PASSWORD, fullName: 'Ada Admin', role: 'admin' as const }
    for (const _ of ['first', 'second'])
      await ensureAccount(db, server.parts.auth.identity, { ...account, tier: 'premium' })
    expect(await entriesOf(await subOf(account.email))).toMatchObject([
      { actor_kind: 'system', before: { role: 'free_user' }, after: { role: 'admin', tier: 'premium' } },
    ])
  })

  test('when a reused refresh token ends a sign-in: once, with the id of the request', async () => {
    const stolen = await signUp(server, 'robbed@example.com')
    await server.request('POST', '/auth/refresh', { cookies: stolen })
    await db.query('', `update identity_refresh_tokens set rotated_at = rotated_at - interval '30001 ms'`)
    for (const id of ['first', 'second']) {
      await server.request('POST', '/auth/refresh', { cookies: stolen, headers: { 'x-request-id': id } })
    }
    const [row] = await db.query<{ id: string }>('', 'select id from sign_ins where sub = $1', [
      await subOf('robbed@example.com'),
    ])
    expect(await entriesOf(row?.id ?? '')).toEqual([
      {
        actor_kind: 'system',
        actor_sub: null,
        action: 'sign_in.revoked',
        target: row?.id,
        before: null,
        after: { reason: 'refresh_token_reused' },
        request_id: 'first',
      },
    ])
  })

  test('when a member is deleted: once, however it is done', async () => {
    for (const way of ['marked', 'removed'] as const) {
      const email = `${way}@example.com`
      await signUp(server, email)
      const target = await subOf(email)
      if (way === 'marked') await setStanding(db, email, { status: 'deleted' })
      await db.query('', 'delete from users where email = $1', [email])
      expect(await entriesOf(target)).toMatchObject([
        {
          actor_kind: 'database',
          action: 'member.deleted',
          before: { role: 'free_user', tier: 'free', status: 'active' },
          after: null,
        },
      ])
    }
  })

  test('in the name of the member who did it', async () => {
    await signIn(server, 'ada@example.com')
    const sub = await subOf('ada@example.com')
    const standing = { role: 'free_user', tier: 'free' } as const
    const act = { action: 'member.role_and_tier_set', target: 'somebody', before: standing, after: standing } as const
    await audit(db, { ...act, actor: { kind: 'member', sub }, requestId: 'r-1' })
    expect(await entriesOf('somebody')).toMatchObject([{ actor_kind: 'member', actor_sub: sub, request_id: 'r-1' }])
  })
})

test('an act that is undone leaves no record, nor does one on nobody', async () => {
  const before = (await entries()).length
  const undone = db.transaction(async (tx) => {
    const nested = { transaction: <Result>(work: (db: typeof tx) => Promise<Result>) => work(tx) }
    await setTier(
      nested,
      { email: 'ada@example.com' },
      { tier: 'premium', actor: { kind: 'operator' }, requestId: null },
    )
    throw new Error('The power failed')
  })
  await expect(undone).rejects.toThrow('The power failed')
  await setTier(db, { email: 'nobody@example.com' }, { tier: 'premium', actor: { kind: 'operator' }, requestId: null })
  expect((await entries()).length).toBe(before)
})

test.each(['update audit_log set action = action', 'delete from audit_log', 'truncate audit_log'])(
  'what was recorded stays: %s',
  async (sql) => {
    await expect(db.query('', sql)).rejects.toThrow('audit_log is append-only')
  },
)
