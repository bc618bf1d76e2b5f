import { generateKeyPairSync } from 'node:crypto'
import { SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { CLIENT_ID, ISSUER } from '../../../testing/cognito/pool.ts'
import { signingKey } from '../../../testing/cognito/signing-key.ts'
import { ADA, type OpenCognito, openCognito, signedIn, tokensOf } from './testing/open-cognito.ts'

const UNAUTHENTICATED = { code: 'unauthenticated' }

function forge({ clock }: OpenCognito, claims: Record<string, unknown> = {}, header: Record<string, unknown> = {}) {
  const nowSeconds = Math.floor(clock.nowMs() / 1000)
  const whole = {
    iss: ISSUER,
    sub: crypto.randomUUID(),
    origin_jti: crypto.randomUUID(),
    auth_time: nowSeconds,
    exp: nowSeconds + 900,
    token_use: 'access',
    client_id: CLIENT_ID,
    username: 'somebody',
    ...claims,
  }
  return new SignJWT(whole).setProtectedHeader({ alg: 'RS256', kid: 'strict-1', ...header })
}

const real = () => signingKey('strict-1').privateKey

describe('An access token', () => {
  it('counts until its end, and a minute longer for clocks that differ', async () => {
    await using cognito = await openCognito()
    const tokens = await signedIn(cognito)
    const claims = await cognito.identity.verifyAccessToken(tokens.accessToken)
    expect(claims).toMatchObject({
      sub: tokens.sub,
      signInId: tokens.signInId,
      expiresAtSeconds: tokens.accessExpiresAtSeconds + 60,
    })
    cognito.clock.advance(959_000)
    expect(await cognito.identity.verifyAccessToken(tokens.accessToken)).toBeDefined()
    cognito.clock.advance(2_000)
    await expect(cognito.identity.verifyAccessToken(tokens.accessToken)).rejects.toMatchObject(UNAUTHENTICATED)
  })

  it.each<[string, Record<string, unknown>]>([
    ['another pool', { iss: ISSUER.replace('Strict', 'Other') }],
    ['nobody', { iss: undefined }],
    ['a host that only begins like the issuer', { iss: `${ISSUER}.example.org` }],
    ['another client', { client_id: 'someone0else' }],
    ['no client', { client_id: undefined }],
    ['an id token', { token_use: 'id' }],
    ['no sign-in', { origin_jti: undefined }],
    ['a sign-in whose id is none', { origin_jti: "'; drop table users" }],
    ['a subject that is no id', { sub: 'ada' }],
    ['no end', { exp: undefined }],
    ['the future', { nbf: Math.floor(Date.now() / 1000) + 3_600 }],
  ])('of %s is refused', async (_, claims) => {
    await using cognito = await openCognito()
    expect(await cognito.identity.verifyAccessToken(await forge(cognito).sign(real()))).toBeDefined()
    const token = await forge(cognito, claims).sign(real())
    await expect(cognito.identity.verifyAccessToken(token)).rejects.toMatchObject(UNAUTHENTICATED)
  })

  it('signed by another key, another way or not at all is refused, whatever its header offers', async () => {
    await using cognito = await openCognito()
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const jwk = publicKey.export({ format: 'jwk' })
    const good = await forge(cognito).sign(real())
    const [, payload] = good.split('.')
    const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'strict-1' })).toString('base64url')
    const refused = [
      await forge(cognito).sign(privateKey),
      await forge(cognito, {}, { jwk }).sign(privateKey),
      await forge(cognito, {}, { jku: cognito.counterpart.url }).sign(privateKey),
      await forge(cognito, {}, { alg: 'RS512' }).sign(real()),
      await forge(cognito, {}, { alg: 'PS256' }).sign(real()),
      await forge(cognito, {}, { alg: 'HS256' }).sign(Buffer.from(String(jwk.n))),
      await forge(cognito, { padding: 'x'.repeat(8_000) }).sign(real()),
      `${none}.${payload}.`,
      `${good}x`,
      '',
      'not.a.token',
    ]
    for (const token of refused) {
      await expect(cognito.identity.verifyAccessToken(token)).rejects.toMatchObject(UNAUTHENTICATED)
    }
  })

  it("of a native app's client counts where that client is named", async () => {
    await using cognito = await openCognito({ parts: { nativeClientIds: ['native0app'] } })
    const token = await forge(cognito, { client_id: 'native0app' }).sign(real())
    expect(await cognito.identity.verifyAccessToken(token)).toBeDefined()
  })
})

describe('The keys of the pool', () => {
  it('are fetched once, however many ask, and again when another one signs', async () => {
    await using cognito = await openCognito()
    const { counterpart, identity } = cognito
    const fetched = () => counterpart.calls.filter((name) => name === 'jwks').length
    const tokens = await Promise.all(Array.from({ length: 20 }, () => forge(cognito).sign(real())))
    await Promise.all(tokens.map((token) => identity.verifyAccessToken(token)))
    expect(fetched()).toBe(1)
    await identity.signUp(ADA)
    counterpart.rotateKeys()
    const fresh = await tokensOf(identity.signIn(ADA))
    expect(await identity.verifyAccessToken(fresh.accessToken)).toBeDefined()
    expect(await identity.verifyAccessToken(tokens[0] ?? '')).toBeDefined()
    expect(fetched()).toBe(2)
  })

  it('are not fetched for every token that names one that is none', async () => {
    await using cognito = await openCognito()
    const { counterpart, identity } = cognito
    await identity.verifyAccessToken(await forge(cognito).sign(real()))
    counterpart.calls.length = 0
    for (let kid = 0; kid < 50; kid += 1) {
      const token = await forge(cognito, {}, { kid: `unknown-${kid}` }).sign(real())
      await expect(identity.verifyAccessToken(token)).rejects.toMatchObject(UNAUTHENTICATED)
    }
    expect(counterpart.calls).toEqual(['jwks'])
    expect(await identity.verifyAccessToken(await forge(cognito).sign(real()))).toBeDefined()
    cognito.clock.advance(31_000)
    counterpart.rotateKeys()
    const token = await forge(cognito, {}, { kid: 'strict-2' }).sign(signingKey('strict-2').privateKey)
    expect(await identity.verifyAccessToken(token)).toBeDefined()
  })

  it('that were seen are good while nobody answers for them; an unseen one is an outage, and asked for seldom', async () => {
    await using cognito = await openCognito({ parts: { timeoutMs: 200 } })
    const { counterpart, identity, clock } = cognito
    const seen = await forge(cognito).sign(real())
    await identity.verifyAccessToken(seen)
    counterpart.rotateKeys({ forget: true })
    const unseen = await forge(cognito, {}, { kid: 'strict-2' }).sign(signingKey('strict-2').privateKey)
    for (const fault of ['broken', 'hangs', 'cut'] as const) {
      counterpart.calls.length = 0
      counterpart.fail('jwks', fault)
      for (let time = 0; time < 5; time += 1) {
        await expect(identity.verifyAccessToken(unseen)).rejects.toMatchObject({
          code: 'unavailable',
          retryAfterSeconds: expect.any(Number),
        })
      }
      expect(counterpart.calls).toEqual(['jwks'])
      expect(await identity.verifyAccessToken(seen)).toBeDefined()
      clock.advance(2_001)
    }
    counterpart.mend()
    expect(await identity.verifyAccessToken(unseen)).toBeDefined()
  })
})
