import { createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto'
import { base64url, calculateJwkThumbprint, exportJWK, SignJWT } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { loadSigningKeys } from '../adapters/local/identity/signing-keys.ts'
import { systemRandom } from '../compose/machine.ts'
import type { TokenSet } from '../ports/identity-provider.ts'
import { signUp, tokensOf } from '../testing/members.ts'
import { TEST_KEYS } from '../testing/test-keys.ts'
import { testServer } from '../testing/test-server.ts'

const server = await testServer()
afterAll(() => server[Symbol.asyncDispose]())

const email = 'ada@example.com'
const genuine = await register(email)
const foreign = await register('grace@example.com')
const keys = await loadSigningKeys(server.db, [TEST_KEYS.JWT_SECRET_KEY], systemRandom)
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 })
const nowSeconds = Math.floor(server.clock.nowMs() / 1000)

const CLAIMS = {
  iss: 'http://localhost:8000/identity',
  sub: genuine.sub,
  token_use: 'access',
  client_id: 'better-and-bliss',
  origin_jti: genuine.signInId,
  iat: nowSeconds,
  exp: nowSeconds + 900,
}

interface Forgery {
  claims?: Record<string, unknown>
  header?: Record<string, unknown>
  key?: KeyObject | Uint8Array
}

/** A token like ours, signed with our own key unless it says otherwise. */
function forge({ claims, header, key = keys.privateKey }: Forgery = {}): Promise<string> {
  return new SignJWT({ ...CLAIMS, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: keys.kid, ...header })
    .sign(key, { crit: { unheard: true } })
}

const me = (token: string) => server.request('GET', '/auth/me', { headers: { authorization: `Bearer ${token}` } })

const encode = (part: object) => base64url.encode(JSON.stringify(part))
const publicPem = createPublicKey(keys.privateKey).export({ type: 'spki', format: 'pem' })
const strangerJwk = await exportJWK(stranger.publicKey)

describe('an access token', () => {
  test('200: a token that is right in all of this is accepted (else the refusals below would prove nothing)', async () => {
    expect((await me(await forge())).statusCode).toBe(200)
    expect((await me(genuine.accessToken)).statusCode).toBe(200)
  })

  test.each<[string, () => Promise<string> | string]>([
    ['no signature, alg none', () => `${encode({ alg: 'none' })}.${encode(CLAIMS)}.`],
    ['alg None in other letters', () => `${encode({ alg: 'nOnE', kid: keys.kid })}.${encode(CLAIMS)}.`],
    ['a signature that was cut off', async () => (await forge()).replace(/[^.]*$/, '')],
    [
      'HS256 with our public key as the secret',
      () => forge({ header: { alg: 'HS256' }, key: new TextEncoder().encode(String(publicPem)) }),
    ],
    [
      'HS256 with JWT_SECRET_KEY itself',
      () => forge({ header: { alg: 'HS256' }, key: new TextEncoder().encode(TEST_KEYS.JWT_SECRET_KEY) }),
    ],
    ['RS512 with the right key', () => forge({ header: { alg: 'RS512' } })],
    ["a stranger's key under our kid", () => forge({ key: stranger.privateKey })],
    [
      "a stranger's key under its own kid",
      async () => forge({ key: stranger.privateKey, header: { kid: await calculateJwkThumbprint(strangerJwk) } }),
    ],
    ['a key that it brings along (jwk)', () => forge({ key: stranger.privateKey, header: { jwk: strangerJwk } })],
    [
      'a key that it tells where to fetch (jku, x5u)',
      () =>
        forge({
          key: stranger.privateKey,
          header: { jku: 'http://evil.example/jwks', x5u: 'http://evil.example/x5u' },
        }),
    ],
    ['a kid that is a path', () => forge({ header: { kid: '../../etc/passwd' } })],
    ['a kid of the prototype', () => forge({ header: { kid: '__proto__' } })],
    ['no kid', () => forge({ header: { kid: undefined } })],
    ['a critical extension that nobody knows', () => forge({ header: { crit: ['unheard'], unheard: 1 } })],
    ['another issuer', () => forge({ claims: { iss: 'http://localhost:8000/identity/' } })],
    ['no issuer', () => forge({ claims: { iss: undefined } })],
    ['another client', () => forge({ claims: { client_id: 'other-app' } })],
    ['a refresh token by its own word', () => forge({ claims: { token_use: 'refresh' } })],
    ['no use at all', () => forge({ claims: { token_use: undefined } })],
    ['no subject', () => forge({ claims: { sub: undefined } })],
    ['no expiry', () => forge({ claims: { exp: undefined } })],
    ['an expiry in words', () => forge({ claims: { exp: '9999999999' } })],
    ['no sign-in', () => forge({ claims: { origin_jti: undefined } })],
    ['a sign-in with a NUL', () => forge({ claims: { origin_jti: `${genuine.signInId.slice(0, -1)}\0` } })],
    ['a sign-in that is no id', () => forge({ claims: { origin_jti: 'x' } })],
    ['a sign-in in capitals', () => forge({ claims: { origin_jti: genuine.signInId.toUpperCase() } })],
    ['a sign-in of ten thousand letters', () => forge({ claims: { origin_jti: 'a'.repeat(10_000) } })],
    ['a list of sign-ins', () => forge({ claims: { origin_jti: [genuine.signInId] } })],
    ['an object for a sign-in', () => forge({ claims: { origin_jti: { id: genuine.signInId } } })],
    ['a sign-in that nobody began', () => forge({ claims: { origin_jti: randomUUID() } })],
    ['the sign-in of another member', () => forge({ claims: { origin_jti: foreign.signInId } })],
    ['a subject with a NUL', () => forge({ claims: { sub: `${genuine.sub.slice(0, -1)}\0` } })],
    ['a subject that is no id', () => forge({ claims: { sub: "' or 1=1" } })],
    ['a subject that is nobody', () => forge({ claims: { sub: randomUUID() } })],
    ['an expiry that is no whole number', () => forge({ claims: { exp: nowSeconds + 900.5 } })],
    ['an expiry beyond all numbers', () => forge({ claims: { exp: 1e300 } })],
    ['an expiry of a minute ago', () => forge({ claims: { exp: nowSeconds - 60 } })],
    ['a beginning in the future', () => forge({ claims: { nbf: nowSeconds + 120 } })],
    ['more than 8 KB', () => forge({ claims: { padding: 'x'.repeat(8192) } })],
    ['an id token', () => forge({ claims: { token_use: 'id', client_id: undefined, aud: 'better-and-bliss' } })],
    ['the refresh token', () => genuine.refreshToken],
    ['blanks around it', () => ` ${genuine.accessToken}`],
    ['two tokens', () => `${genuine.accessToken},${genuine.accessToken}`],
    ['nothing', () => ''],
  ])('401: %s', async (_, make) => {
    const response = await me(await make())
    expect(response.statusCode).toBe(401)
    expect(response.json().detail).toBe('Not authenticated')
  })

  test('401: every changed bit of the signature counts', async () => {
    const [head, payload, signature = ''] = genuine.accessToken.split('.')
    const bytes = base64url.decode(signature)
    for (const index of [0, 100, bytes.length - 1]) {
      const changed = Uint8Array.from(bytes, (byte, at) => (at === index ? byte ^ 1 : byte))
      expect((await me(`${head}.${payload}.${base64url.encode(changed)}`)).statusCode).toBe(401)
    }
  })

  test('claims give no rights: role and tier come from the database', async () => {
    const token = await forge({ claims: { 'custom:role': 'admin', 'custom:subscription_tier': 'premium' } })
    expect((await me(token)).json()).toMatchObject({ role: 'free_user', subscription_tier: 'free' })
  })

  test('401: a token ends a minute after its expiry, by which clocks may differ, although it was just accepted', async () => {
    const token = await forge({ claims: { exp: nowSeconds } })
    expect((await me(token)).statusCode).toBe(200)
    server.clock.advance(60_000)
    expect((await me(token)).statusCode).toBe(401)
  })

  test('where signing in is optional, a token that does not count is nobody, not an error', async () => {
    const response = await server.request('GET', '/content/browse', { headers: { authorization: 'Bearer x.y.z' } })
    expect(response.statusCode).toBe(200)
    expect(response.json().user_authenticated).toBe(false)
  })
})

/** @returns the tokens of a sign-in of somebody who has joined now. */
async function register(address: string): Promise<TokenSet> {
  const { identity, signIns } = server.parts.auth
  await signUp(server, address)
  const tokens = await tokensOf(identity, address)
  await signIns.begin(server.db, tokens, { device: null, country: null, method: 'password' }, 0)
  return tokens
}
