import { createPublicKey, randomUUID } from 'node:crypto'
import { decodeJwt, jwtVerify, SignJWT } from 'jose'
import { CLIENT_ID, findUser, ISSUER, opaqueToken, type Pool, type PoolUser, type RefreshGrant } from './pool.ts'
import { notAuthorized } from './refusal.ts'

const USER_SCOPE = 'aws.cognito.signin.user.admin'

/** A sign-in begins. @returns the AuthenticationResult of the wire. */
export function beginSignIn(pool: Pool, user: PoolUser, { scope = USER_SCOPE, nonce = '' } = {}) {
  const nowMs = pool.clock.nowMs()
  const grant: RefreshGrant = {
    username: user.username,
    originJti: randomUUID(),
    clientId: CLIENT_ID,
    scope,
    authTimeSeconds: Math.floor(nowMs / 1000),
    expiresAtMs: nowMs + pool.client.refreshTokenSeconds * 1000,
    rotatedAtMs: null,
    revoked: false,
  }
  return issue(pool, user, grant, { refresh: true, nonce })
}

/** Tokens of a sign-in; a refresh token among them ends with the one before it, however often it is rotated. */
export async function issue(
  pool: Pool,
  user: PoolUser,
  grant: RefreshGrant,
  { refresh, nonce = '' }: { refresh: boolean; nonce?: string },
) {
  const shared = { origin_jti: grant.originJti, event_id: randomUUID(), auth_time: grant.authTimeSeconds }
  const access = {
    ...shared,
    token_use: 'access',
    scope: grant.scope,
    client_id: grant.clientId,
    username: user.username,
  }
  const identities = [...user.linked].map((userId) => ({ userId, providerName: 'Google', providerType: 'Google' }))
  const id = {
    ...shared,
    token_use: 'id',
    aud: grant.clientId,
    'cognito:username': user.username,
    ...Object.fromEntries(user.attributes),
    email_verified: user.attributes.get('email_verified') === 'true',
    ...(nonce && { nonce }),
    ...(identities.length > 0 && { identities }),
  }
  const result = {
    AccessToken: await sign(pool, user, access),
    IdToken: await sign(pool, user, id),
    ExpiresIn: pool.client.accessTokenSeconds,
    TokenType: 'Bearer',
  }
  if (!refresh) return result
  const RefreshToken = opaqueToken()
  pool.refreshTokens.set(RefreshToken, { ...grant, rotatedAtMs: null })
  return { ...result, RefreshToken }
}

function sign(pool: Pool, user: PoolUser, claims: Record<string, unknown>): Promise<string> {
  const [key] = pool.keys
  if (!key) throw new Error('The pool has no key')
  const nowSeconds = Math.floor(pool.clock.nowMs() / 1000)
  return new SignJWT({ ...claims, jti: randomUUID() })
    .setProtectedHeader({ alg: 'RS256', kid: key.kid })
    .setIssuer(ISSUER)
    .setSubject(user.sub)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + pool.client.accessTokenSeconds)
    .sign(key.privateKey)
}

/** Whose an access token is, as the calls that take one see it. */
export async function holderOf(pool: Pool, accessToken: string): Promise<PoolUser> {
  const { kid } = JSON.parse(Buffer.from(accessToken.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }
  const key = pool.keys.find((known) => known.kid === kid)
  if (!key) throw notAuthorized('Invalid Access Token')
  await jwtVerify(accessToken, createPublicKey(key.privateKey), { currentDate: new Date(pool.clock.nowMs()) }).catch(
    () => {
      throw notAuthorized('Access Token has expired')
    },
  )
  const claims = decodeJwt(accessToken)
  if (pool.revokedOrigins.has(String(claims.origin_jti))) throw notAuthorized('Access Token has been revoked')
  if (!String(claims.scope).split(' ').includes(USER_SCOPE)) {
    throw notAuthorized('Access Token does not have required scopes')
  }
  const user = findUser(pool, String(claims.username))
  if (!user) throw notAuthorized('Could not find user for token')
  if (!user.enabled) throw notAuthorized('User is disabled.')
  return user
}

/** Ends the sign-ins of somebody: refresh tokens, and access tokens for Cognito's own calls. */
export function revokeAll(pool: Pool, username: string): void {
  for (const grant of pool.refreshTokens.values()) {
    if (grant.username !== username) continue
    grant.revoked = true
    pool.revokedOrigins.add(grant.originJti)
  }
}
