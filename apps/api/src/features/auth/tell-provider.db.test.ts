import { afterAll, expect, test } from 'vitest'
import type { Hints } from '../../ports/identity-provider.ts'
import { PASSWORD, setStanding, signUp } from '../../testing/members.ts'
import { testServer } from '../../testing/test-server.ts'
import { setSuspended } from './set-suspended.ts'
import { type TellProviderParts, tellProvider } from './tell-provider.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { db } = server
const { identity } = server.parts.auth

const warned: unknown[] = []
const log = { info: () => {}, warn: (what: unknown) => void warned.push(what), error: () => {} }
const telling = (provider: Awaited<ReturnType<TellProviderParts['openIdentity']>> = identity) =>
  tellProvider({ db, log, openIdentity: async () => provider })
const suspend = (email: string, suspended: boolean) =>
  setSuspended(db, { email }, { suspended, reason: null, tell: null, actor: { kind: 'operator' }, requestId: null })
const attempt = (email: string) => identity.signIn({ email, password: PASSWORD, client: 'test' })

test('whoever is suspended signs in nowhere any more, until it is over', async () => {
  const email = 'ada@example.com'
  await signUp(server, email)
  await suspend(email, true)
  await telling()
  await expect(attempt(email)).rejects.toMatchObject({ code: 'account_suspended' })
  await suspend(email, false)
  await telling()
  expect(await attempt(email)).toMatchObject({ result: 'signed_in' })
})

test('what changes by hand is told, too, once, and what failed is told the next time', async () => {
  const email = 'bea@example.com'
  await signUp(server, email)
  const told: unknown[] = []
  const hears = { ...identity, updateHints: async (_sub: string, hints: Hints) => void told.push(hints) }
  await setStanding(db, email, { tier: 'premium', role: 'premium_user' })
  const silent = {
    ...identity,
    updateHints: async () => {
      throw new Error('No answer')
    },
  }
  await telling(silent)
  expect(warned.splice(0)).toHaveLength(1)
  await telling(hears)
  await telling(hears)
  expect(told).toEqual([{ role: 'premium_user', tier: 'premium' }])
})

test('another tier enables nobody whom an operator disabled at the provider itself', async () => {
  const email = 'cia@example.com'
  await signUp(server, email)
  await identity.disable(
    String((await db.query('', 'select cognito_sub from users where email = $1', [email]))[0]?.cognito_sub),
  )
  await setStanding(db, email, { tier: 'basic', role: 'premium_user' })
  await telling()
  await expect(attempt(email)).rejects.toMatchObject({ code: 'account_suspended' })
})
