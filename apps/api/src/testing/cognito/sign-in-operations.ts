import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Operation, open } from './operations.ts'
import { CLIENT_ID, checkPolicy, checkSecretHash, findUser, type Pool, type PoolUser, secretHash } from './pool.ts'
import { invalidParameter, notAuthorized, Refusal, userNotFound } from './refusal.ts'
import { beginSignIn, issue } from './tokens.ts'

const ClientId = z.literal(CLIENT_ID)
const parameters = z.record(z.string(), z.string())
/** After so many wrong passwords even the right one is refused. */
const MOST_FAILURES = 5

export const signInOperations: Record<string, Operation> = {
  InitiateAuth: open(z.strictObject({ ClientId, AuthFlow: z.string(), AuthParameters: parameters }), (pool, input) => {
    if (input.AuthFlow === 'REFRESH_TOKEN_AUTH') return refreshByHash(pool, input.AuthParameters)
    if (!pool.client.flows.includes(`ALLOW_${input.AuthFlow}`)) {
      throw invalidParameter(`${input.AuthFlow} flow not enabled for this client`)
    }
    return byPassword(pool, input.AuthParameters)
  }),

  RespondToAuthChallenge: open(
    z.strictObject({ ClientId, ChallengeName: z.string(), Session: z.string(), ChallengeResponses: parameters }),
    async (pool, { ChallengeName, Session, ChallengeResponses: responses }) => {
      if (ChallengeName !== 'NEW_PASSWORD_REQUIRED') throw invalidParameter('Missing required parameter ANSWER')
      checkSecretHash(pool, responses.USERNAME ?? '', responses.SECRET_HASH)
      const user = findUser(pool, responses.USERNAME ?? '')
      if (!user || pool.sessions.get(Session) !== user.username) {
        throw notAuthorized('Invalid session for the user, session is expired.')
      }
      checkPolicy(responses.NEW_PASSWORD ?? '')
      pool.sessions.delete(Session)
      user.password = responses.NEW_PASSWORD ?? ''
      user.status = 'CONFIRMED'
      return { AuthenticationResult: await beginSignIn(pool, user), ChallengeParameters: {} }
    },
  ),

  GetTokensFromRefreshToken: open(
    z.strictObject({ ClientId, ClientSecret: z.string().optional(), RefreshToken: z.string() }),
    async (pool, input) => {
      if (!pool.client.hasGetTokens) throw new Refusal('UnknownOperationException', '')
      checkSecret(pool, input.ClientSecret)
      const { rotation } = pool.client
      const { grant, user } = genuine(pool, input.RefreshToken)
      const nowMs = pool.clock.nowMs()
      if (rotation && grant.rotatedAtMs !== null && nowMs - grant.rotatedAtMs > rotation.graceSeconds * 1000) {
        throw new Refusal('RefreshTokenReuseException', 'Refresh token has been invalidated by rotation')
      }
      if (rotation) grant.rotatedAtMs ??= nowMs
      return { AuthenticationResult: await issue(pool, user, grant, { refresh: rotation !== null }) }
    },
  ),

  RevokeToken: open(
    z.strictObject({ ClientId, ClientSecret: z.string().optional(), Token: z.string() }),
    (pool, input) => {
      checkSecret(pool, input.ClientSecret)
      if (input.Token.split('.').length === 3) {
        throw new Refusal('UnsupportedTokenTypeException', 'Unsupported token type')
      }
      const named = pool.refreshTokens.get(input.Token)
      if (!named) return {}
      for (const grant of pool.refreshTokens.values()) if (grant.originJti === named.originJti) grant.revoked = true
      pool.revokedOrigins.add(named.originJti)
      return {}
    },
  ),
}

async function byPassword(pool: Pool, sent: Record<string, string>) {
  const { USERNAME = '', PASSWORD = '', SECRET_HASH } = sent
  checkSecretHash(pool, USERNAME, SECRET_HASH)
  const user = findUser(pool, USERNAME)
  if (!user) throw pool.client.preventUserExistenceErrors ? notAuthorized() : userNotFound()
  if (!user.enabled) throw notAuthorized('User is disabled.')
  if (user.failures >= MOST_FAILURES) throw notAuthorized('Password attempts exceeded')
  if (user.password === '' || user.password !== PASSWORD) {
    user.failures += 1
    throw notAuthorized()
  }
  user.failures = 0
  if (user.status === 'UNCONFIRMED') throw new Refusal('UserNotConfirmedException', 'User is not confirmed.')
  if (user.status === 'RESET_REQUIRED') {
    throw new Refusal('PasswordResetRequiredException', 'Password reset required for the user')
  }
  if (user.status === 'FORCE_CHANGE_PASSWORD') return challenge(pool, user, 'NEW_PASSWORD_REQUIRED')
  if (user.attributes.has('custom:mfa')) return challenge(pool, user, 'SOFTWARE_TOKEN_MFA')
  return { AuthenticationResult: await beginSignIn(pool, user), ChallengeParameters: {} }
}

function challenge(pool: Pool, user: PoolUser, name: string) {
  const Session = `session-${randomUUID()}`
  pool.sessions.set(Session, user.username)
  const attributes = JSON.stringify(Object.fromEntries(user.attributes))
  const ChallengeParameters = { USER_ID_FOR_SRP: user.username, requiredAttributes: '[]', userAttributes: attributes }
  return { ChallengeName: name, Session, ChallengeParameters }
}

async function refreshByHash(pool: Pool, { REFRESH_TOKEN = '', SECRET_HASH }: Record<string, string>) {
  if (pool.client.rotation)
    throw notAuthorized('Refresh token rotation is enabled. REFRESH_TOKEN_AUTH is not supported')
  const { grant, user } = genuine(pool, REFRESH_TOKEN)
  if (pool.client.secret !== null && SECRET_HASH !== secretHash(user.username)) {
    throw notAuthorized(`SecretHash does not match for the client: ${CLIENT_ID}`)
  }
  return { AuthenticationResult: await issue(pool, user, grant, { refresh: false }), ChallengeParameters: {} }
}

function checkSecret(pool: Pool, sent: string | undefined): void {
  if ((sent ?? null) !== pool.client.secret) throw notAuthorized(`Invalid client secret for client ${CLIENT_ID}`)
}

function genuine(pool: Pool, token: string) {
  const grant = pool.refreshTokens.get(token)
  if (!grant) throw notAuthorized('Invalid Refresh Token')
  if (grant.revoked) throw notAuthorized('Refresh Token has been revoked')
  if (grant.expiresAtMs <= pool.clock.nowMs()) throw notAuthorized('Refresh Token has expired')
  const user = findUser(pool, grant.username)
  if (!user) throw notAuthorized('Invalid Refresh Token')
  if (!user.enabled) throw notAuthorized('User is disabled.')
  return { grant, user }
}
