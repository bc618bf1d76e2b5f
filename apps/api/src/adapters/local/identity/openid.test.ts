import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, describe, expect, test } from 'vitest'
import { atGoogle, GWEN, googleProvider } from '../../../testing/google.ts'
import { openId } from './openid.ts'

const google = await googleProvider()
afterAll(() => google[Symbol.asyncDispose]())

const { GOOGLE_ISSUER: issuer = '', GOOGLE_CLIENT_ID: clientId = '' } = google.environment
const client = { issuer, clientId, clientSecret: 'secret-of-tests', timeoutMs: 5_000 }
const redirectUri = 'http://localhost:8000/auth/callback'
const flow = { state: 's'.repeat(43), nonce: 'n'.repeat(43), codeVerifier: 'v'.repeat(43), redirectUri }
const codeChallenge = createHash('sha256').update(flow.codeVerifier).digest('base64url')

async function comeBack(provider = openId(client)) {
  const url = new URL(await provider.authorizeUrl({ ...flow, codeChallenge }))
  const callbackUrl = new URL(await atGoogle(url), redirectUri).href
  return provider.identityOf({ ...flow, callbackUrl })
}

describe('an identity of Google', () => {
  test('is what its signed token says, with the address in the one spelling that we know it by', async () => {
    google.claims = { ...GWEN, email: ' Gwen@BÜCHER.example ' }
    expect(await comeBack()).toEqual({
      provider: 'google',
      subject: GWEN.sub,
      email: 'gwen@xn--bcher-kva.example',
      emailVerified: true,
      name: GWEN.name,
    })
  })

  test.each([undefined, '', 'x'.repeat(121), 'a\u202Eb'])('whose name is %j is called by the address', async (name) => {
    google.claims = { ...GWEN, name }
    expect(await comeBack()).toMatchObject({ name: 'gwen' })
  })

  test.each(['true', 1, undefined])('is not verified by the word %j', async (email_verified) => {
    google.claims = { ...GWEN, email_verified }
    expect((await comeBack())?.emailVerified ?? false).toBe(false)
  })

  test('is none where the token is signed by another key than the published one', async () => {
    google.claims = { ...GWEN }
    const published = (await (await fetch(`${issuer}/jwks`)).json()) as { keys: { kid: string }[] }
    const { privateKey } = await generateKeyPair('RS256')
    const forged = await new SignJWT({ ...GWEN, nonce: flow.nonce })
      .setProtectedHeader({ alg: 'RS256', kid: published.keys[0]?.kid ?? '' })
      .setIssuer(issuer)
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey)
    google.answerOnce({ body: { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token: forged } })
    await expect(comeBack()).rejects.toMatchObject({ code: 'invalid_code' })
    google.answerOnce({ body: { access_token: 'x', token_type: 'Bearer', expires_in: 60 } })
    await expect(comeBack()).rejects.toMatchObject({ code: 'invalid_code' })
  })

  test('is none where the token is not signed at all, or by what is published as a secret', async () => {
    const claims = { ...GWEN, iss: issuer, aud: clientId, nonce: flow.nonce, exp: 4e9, iat: 1 }
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const { publicKey } = await generateKeyPair('RS256')
    const secret = Buffer.from(JSON.stringify(await exportJWK(publicKey)))
    const tokens = [
      `${part({ alg: 'none' })}.${part(claims)}.`,
      await new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).sign(secret),
    ]
    for (const id_token of tokens) {
      google.answerOnce({ body: { access_token: 'x', token_type: 'Bearer', expires_in: 60, id_token } })
      await expect(comeBack()).rejects.toMatchObject({ code: 'invalid_code' })
    }
  })
})

describe('a provider that says nothing', () => {
  test('is given up on, and asked again by the next', async () => {
    let isSilent = true
    await using server = createServer((request, response) => {
      if (isSilent) return
      response.writeHead(307, { location: `${issuer}${request.url}` }).end()
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const provider = openId({ ...client, issuer: `http://127.0.0.1:${port}`, timeoutMs: 50 })
    const asked = () => provider.authorizeUrl({ ...flow, codeChallenge })
    await expect(asked()).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 10 })
    isSilent = false
    // It answers now, as somebody else: that is no provider either.
    await expect(asked()).rejects.toMatchObject({ code: 'unavailable' })
    server.closeAllConnections()
  })
})
