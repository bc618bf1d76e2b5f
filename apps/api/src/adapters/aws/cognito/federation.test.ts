import { createHash, randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { addUser, findUser } from '../../../testing/cognito/pool.ts'
import { ADA, type OpenCognito, openCognito, PASSWORD, tokensOf } from './testing/open-cognito.ts'

const REDIRECT = 'http://localhost:8000/auth/callback'
const GOOGLE = { subject: '1034567', email: ADA.email, emailVerified: true, name: 'Ada at Google' }

function federationOf({ identity }: OpenCognito) {
  if (!identity.federation) throw new Error('No federation')
  return identity.federation
}

/** Goes to Google by way of the hosted page, and back. */
async function comeBack(cognito: OpenCognito, changed: { nonce?: string; state?: string; codeVerifier?: string } = {}) {
  const codeVerifier = randomBytes(32).toString('base64url')
  const flow = { state: 'a state', nonce: 'a nonce', redirectUri: REDIRECT }
  const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url')
  const url = await federationOf(cognito).authorizeUrl({ ...flow, codeChallenge })
  expect(Object.fromEntries(new URL(url).searchParams)).toMatchObject({
    identity_provider: 'Google',
    response_type: 'code',
    scope: 'openid email profile',
    redirect_uri: REDIRECT,
  })
  const response = await fetch(url, { redirect: 'manual' })
  const callbackUrl = response.headers.get('location') ?? ''
  return federationOf(cognito).exchangeCode({ ...flow, codeVerifier, ...changed, callbackUrl })
}

describe('Google by way of the hosted page', () => {
  it('signs a new person in, by tokens that can be renewed and revoked like any others', async () => {
    await using cognito = await openCognito()
    cognito.counterpart.pool.google = GOOGLE
    const outcome = await comeBack(cognito)
    if (outcome.result !== 'signed_in') throw new Error(outcome.result)
    expect(outcome.tokens.profile).toEqual({
      username: 'Google_1034567',
      email: ADA.email,
      emailVerified: true,
      name: 'Ada at Google',
    })
    expect(await cognito.identity.refresh(outcome.tokens.refreshToken)).toMatchObject({ result: 'refreshed' })
    await cognito.identity.signOutEverywhere(outcome.tokens.sub, null)
    await expect(cognito.identity.refresh(outcome.tokens.refreshToken)).rejects.toMatchObject({ code: 'session_ended' })
    expect(await comeBack(cognito)).toMatchObject({ result: 'signed_in', tokens: { sub: outcome.tokens.sub } })
  })

  it('takes no account over: whoever has a password confirms by it, then both ways lead to one account', async () => {
    await using cognito = await openCognito()
    const { sub } = await cognito.identity.signUp(ADA)
    cognito.counterpart.pool.google = GOOGLE
    cognito.clock.advance(1_000)
    const outcome = await comeBack(cognito)
    if (outcome.result !== 'link_required') throw new Error(outcome.result)
    expect(outcome.external).toEqual({ provider: 'google', ...GOOGLE })
    await federationOf(cognito).link(sub, outcome.external)
    expect(await comeBack(cognito)).toMatchObject({ result: 'signed_in', tokens: { sub } })
    expect(await tokensOf(cognito.identity.signIn(ADA))).toMatchObject({ sub })
    expect(cognito.counterpart.pool.users).toHaveLength(1)
  })

  it('links no account whose own address is another, or was never verified', async () => {
    await using cognito = await openCognito()
    const { pool } = cognito.counterpart
    const made = addUser(pool, { email: ADA.email, password: PASSWORD, status: 'CONFIRMED' })
    const external = { provider: 'google', ...GOOGLE } as const
    await expect(federationOf(cognito).link(made.sub, external)).rejects.toMatchObject({ code: 'forbidden' })
    made.attributes.set('email_verified', 'true').set('email', 'another@example.com')
    await expect(federationOf(cognito).link(made.sub, external)).rejects.toMatchObject({ code: 'forbidden' })
    expect(made.linked).toEqual(new Set())
  })

  it('frees an address that somebody registered and never confirmed', async () => {
    await using cognito = await openCognito({ parts: { confirmsItself: false } })
    const squatter = await cognito.identity.signUp(ADA)
    cognito.counterpart.pool.google = GOOGLE
    expect(await comeBack(cognito)).toMatchObject({ result: 'signed_in' })
    expect(findUser(cognito.counterpart.pool, squatter.sub)).toBeUndefined()
    await expect(cognito.identity.signUp(ADA)).rejects.toMatchObject({ code: 'email_taken' })
  })

  it('leaves a member who came by Google first what they have, whatever was registered later', async () => {
    await using cognito = await openCognito()
    cognito.counterpart.pool.google = GOOGLE
    const first = await comeBack(cognito)
    cognito.clock.advance(1_000)
    addUser(cognito.counterpart.pool, { email: ADA.email, password: PASSWORD, status: 'CONFIRMED' })
    expect(await comeBack(cognito)).toMatchObject({ result: 'signed_in', tokens: { sub: subOf(first) } })
  })

  it('lets nobody in whose address Google has not verified', async () => {
    await using cognito = await openCognito()
    cognito.counterpart.pool.google = { ...GOOGLE, emailVerified: false }
    expect(await comeBack(cognito)).toEqual({ result: 'email_unverified' })
    expect([...cognito.counterpart.pool.refreshTokens.values()].every(({ revoked }) => revoked)).toBe(true)
  })

  it.each([{ nonce: 'another' }, { state: 'another' }, { codeVerifier: randomBytes(32).toString('base64url') }])(
    'refuses what does not belong together: %o',
    async (changed) => {
      await using cognito = await openCognito()
      cognito.counterpart.pool.google = GOOGLE
      await expect(comeBack(cognito, changed)).rejects.toMatchObject({ code: 'invalid_credentials' })
    },
  )

  it('takes an outage of the page for one', async () => {
    await using cognito = await openCognito({ parts: { timeoutMs: 300 } })
    cognito.counterpart.pool.google = GOOGLE
    for (const fault of ['broken', 'throttled', 'hangs', 'cut'] as const) {
      cognito.counterpart.fail('token', fault)
      await expect(comeBack(cognito)).rejects.toMatchObject({ code: 'unavailable' })
    }
  })

  it('is not there without a domain', async () => {
    await using cognito = await openCognito({ parts: { hostedUrl: null } })
    expect(cognito.identity.federation).toBeNull()
  })
})

function subOf(outcome: Awaited<ReturnType<typeof comeBack>>): string {
  return outcome.result === 'signed_in' ? outcome.tokens.sub : ''
}
