import type { Tier } from '@better-and-bliss/membership'
import type { MemberStatus, Role } from '../access/member.ts'
import type { Database } from '../db/database.ts'
import type { IdentityProvider, TokenSet } from '../ports/identity-provider.ts'
import { codeFor } from './codes.ts'
import { cookiesOf, type TestServer } from './test-server.ts'

export const PASSWORD = 'SecurePass123!'

/** The settings with which a server may start in production. */
export const PRODUCTION = {
  ENVIRONMENT: 'production',
  FRONTEND_URL: 'https://studio.example.org',
  BACKEND_URL: 'https://api.example.org',
  EDGE_URL: 'https://media.example.org',
}

/** Registers somebody whose address needs no code any more, in production either. */
export async function register(server: Pick<TestServer, 'parts' | 'db'>, email: string): Promise<void> {
  const { identity } = server.parts.auth
  const { confirmed } = await identity.signUp({ email, password: PASSWORD, fullName: 'Test User', client: 'test' })
  if (!confirmed) await identity.confirmSignUp(email, await codeFor(server, email))
}

/** Registers a member. @returns the Cookie header of their session. */
export async function signUp(server: TestServer, email: string): Promise<string> {
  const body = { email, password: PASSWORD, full_name: 'Test User' }
  const response = await server.request('POST', '/auth/register', { body })
  if (response.statusCode !== 200) throw new Error(`Registration failed: ${response.body}`)
  return cookiesOf(response)
}

/** The tokens of one more sign-in, which is not in the registry yet. */
export async function tokensOf(identity: IdentityProvider, email: string): Promise<TokenSet> {
  const outcome = await identity.signIn({ email, password: PASSWORD, client: 'test' })
  if (outcome.result !== 'signed_in') throw new Error(`Sign-in was answered with ${outcome.challenge.name}`)
  return outcome.tokens
}

/** One more sign-in of a member who was registered by `signUp`. @returns its Cookie header. */
export async function signIn(server: TestServer, email: string): Promise<string> {
  const response = await server.request('POST', '/auth/login', { body: { email, password: PASSWORD } })
  if (response.statusCode !== 200) throw new Error(`Sign-in failed: ${response.body}`)
  return cookiesOf(response)
}

/** Registers a member with a tier and a role. @returns the Cookie header of their session. */
export async function signUpAs(server: TestServer, tier: Tier, role: Role = 'free_user'): Promise<string> {
  const email = `${tier}.${role}@example.com`
  const cookies = await signUp(server, email)
  await setStanding(server.db, email, { tier, role })
  return cookies
}

interface Standing {
  tier?: Tier
  role?: Role
  status?: MemberStatus
}

/** Changes what the database says of a member, as an administrator would. */
export async function setStanding(db: Database, email: string, { tier, role, status }: Standing): Promise<void> {
  await db.query(
    'test_set_standing',
    `update users set subscription_tier = coalesce($2, subscription_tier), role = coalesce($3, role),
       status = coalesce($4, status) where email = $1`,
    [email, tier, role, status],
  )
}

/** Value of one cookie in a Cookie header. */
export function cookieValue(
  cookies: string,
  name: 'access_token' | 'refresh_token' | 'known_device' | 'login_challenge',
): string {
  return new RegExp(`${name}=([^;]*)`).exec(cookies)?.[1] ?? ''
}
