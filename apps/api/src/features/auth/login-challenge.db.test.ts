import { afterAll, describe, expect, test } from 'vitest'
import { AppError } from '../../errors.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { buildServer } from '../../server.ts'
import { PASSWORD, setStanding, signUp } from '../../testing/members.ts'
import { cookiesOf, requester, testServer } from '../../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())
const { identity } = server.parts.auth

const SESSION = `session-${'x'.repeat(2_000)}`
const NEW_PASSWORD = 'FreshTides-7-blue'
const email = 'made.by.admin@example.com'
await signUp(server, email)

const send = await serverThatAsks('NEW_PASSWORD_REQUIRED')
const login = (by = send) => by('POST', '/auth/login', { body: { email, password: PASSWORD } })
const answer = (cookies: string, new_password = NEW_PASSWORD, by = send) =>
  by('POST', '/auth/login/challenge', { body: { new_password }, cookies })

describe('POST /auth/login/challenge', () => {
  test('200: whoever is asked for a new password chooses one and is signed in', async () => {
    const asked = await login()
    expect(asked.json()).toMatchObject({ status: 403, code: 'new_password_required' })
    expect(asked.headers['set-cookie']).toMatch(
      /^login_challenge=[\w-]+; Max-Age=900; Path=\/auth; HttpOnly; Secure; SameSite=Strict$/,
    )
    expect(asked.body).not.toContain('session-')
    const response = await answer(cookiesOf(asked))
    expect(response.json()).toMatchObject({ success: true, user: { email } })
    expect(response.cookies).toContainEqual(expect.objectContaining({ name: 'login_challenge', value: '' }))
    expect((await server.request('GET', '/auth/me', { cookies: cookiesOf(response) })).statusCode).toBe(200)
  })

  test('401: without the cookie of a sign-in that asks, with another, or one that is too old', async () => {
    const foreign = Buffer.from(JSON.stringify({ name: 'SMS_MFA', session: 's', email })).toString('base64url')
    const old = Buffer.from(JSON.stringify({ name: 'NEW_PASSWORD_REQUIRED', session: 'old', email }))
    for (const cookie of ['', 'login_challenge=x', `login_challenge=${foreign}`]) {
      expect((await answer(cookie)).json().code, cookie).toBe('session_ended')
    }
    expect((await answer(`login_challenge=${old.toString('base64url')}`)).statusCode).toBe(401)
  })

  test('403: whoever is suspended is not signed in', async () => {
    const asked = cookiesOf(await login())
    await setStanding(server.db, email, { status: 'suspended' })
    expect((await answer(asked)).json().code).toBe('account_suspended')
    await setStanding(server.db, email, { status: 'active' })
  })

  test('403: any other challenge is told by its name, and sets no cookie', async () => {
    const response = await login(await serverThatAsks('SOFTWARE_TOKEN_MFA'))
    expect(response.json()).toMatchObject({ code: 'challenge_unsupported' })
    expect(response.json().detail).toContain('SOFTWARE_TOKEN_MFA')
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  test('422: the new password follows the rules', async () => {
    for (const weak of ['secure', 'Liverpool1!']) {
      const response = await answer(cookiesOf(await login()), weak)
      expect(response.json().errors[0].loc).toEqual(['body', 'new_password'])
    }
  })
})

/** A server whose identity provider knows the password, and asks for more. */
async function serverThatAsks(name: string) {
  const asking: IdentityProvider = {
    ...identity,
    signIn: async () => ({ result: 'challenge', challenge: { name, session: SESSION, parameters: {} } }),
    respondToChallenge: async ({ session, responses }) => {
      if (session !== SESSION) throw new AppError('session_ended', 'That took too long. Sign in again.')
      expect(responses).toEqual({ NEW_PASSWORD })
      return identity.signIn({ email, password: PASSWORD, client: 'test' })
    },
  }
  const app = await buildServer({ ...server.parts, auth: { ...server.parts.auth, identity: asking } })
  return requester(app, server.contract)
}
