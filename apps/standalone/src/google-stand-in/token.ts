import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { type Grant, redirectUriOf, type StandInParts, type StandInSettings } from './parts.ts'
import { subjectOf } from './people.ts'

const TOKEN_LIFE_SECONDS = 3_600
const HEADER = { alg: 'RS256', kid: 'stand-in' }

/** Where the client redeems a code for who was chosen, and the key that proves it. */
export async function token(app: FastifyInstance, parts: StandInParts): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(HEADER.alg)
  const publicJwk = { ...(await exportJWK(publicKey)), ...HEADER, use: 'sig' }
  app.get('/jwks', () => ({ keys: [publicJwk] }))

  app.post('/token', async (request, reply) => {
    const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
    if (!isClient(request.headers.authorization, form, parts.settings)) {
      return reply.status(401).send({ error: 'invalid_client' })
    }
    const grant = redeem(form, parts)
    if (!grant) return reply.status(400).send({ error: 'invalid_grant' })
    const claims = claimsOf(grant, parts)
    return {
      access_token: parts.randomBytes(32).toString('base64url'),
      token_type: 'Bearer',
      expires_in: TOKEN_LIFE_SECONDS,
      id_token: await new SignJWT(claims).setProtectedHeader(HEADER).sign(privateKey),
    }
  })
}

/** A code is gone after its first use, a wrong one included. */
function redeem(form: URLSearchParams, { grants, settings, nowMs }: StandInParts): Grant | null {
  const code = form.get('code') ?? ''
  const grant = grants.get(code)
  grants.delete(code)
  if (!grant || grant.expiresAtMs <= nowMs()) return null
  const challenge = sha256(form.get('code_verifier') ?? '').toString('base64url')
  const isRight =
    form.get('grant_type') === 'authorization_code' &&
    form.get('redirect_uri') === redirectUriOf(settings) &&
    challenge === grant.codeChallenge
  return isRight ? grant : null
}

function claimsOf({ person, nonce }: Grant, { settings, nowMs }: StandInParts) {
  const iat = Math.floor(nowMs() / 1000)
  const { email, name, verified: email_verified } = person
  const who = { sub: subjectOf(person), email, email_verified, name, nonce }
  return { iss: settings.issuer, aud: settings.clientId, iat, exp: iat + TOKEN_LIFE_SECONDS, ...who }
}

/** By header or by form, as Google takes it. */
function isClient(authorization = '', form: URLSearchParams, { clientId, clientSecret }: StandInSettings): boolean {
  const [, basic] = /^Basic (.+)$/.exec(authorization) ?? []
  const joined = (id: string, secret: string) => `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`
  const given = basic
    ? Buffer.from(basic, 'base64').toString()
    : joined(form.get('client_id') ?? '', form.get('client_secret') ?? '')
  return timingSafeEqual(sha256(given), sha256(joined(clientId, clientSecret)))
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
