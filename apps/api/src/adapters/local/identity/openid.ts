import * as oidc from 'openid-client'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { ExternalIdentity, Federation } from '../../../ports/identity-provider.ts'
import { emailAddress } from '../../../text/email-address.ts'
import { humanText } from '../../../text/human-text.ts'

/** A client of Google, or of what stands in for it. */
export interface OpenIdClient {
  issuer: string
  clientId: string
  clientSecret: string
  /** How long to wait for each of its answers. */
  timeoutMs: number
}

/** OpenID Connect: authorization code with PKCE, state and nonce. */
export interface OpenId {
  authorizeUrl: Federation['authorizeUrl']
  /**
   * @returns null where the provider says no address that could be one.
   * @throws AppError `invalid_code` for what the provider did not send to this flow, `unavailable` when it is out of order.
   */
  identityOf(callback: Parameters<Federation['exchangeCode']>[0]): Promise<ExternalIdentity | null>
}

const RETRY_AFTER_SECONDS = 10

export function openId(client: OpenIdClient): OpenId {
  const provider = discovery(client)
  return {
    authorizeUrl: async ({ state, nonce, codeChallenge, redirectUri }) =>
      oidc.buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state,
        nonce,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
        prompt: 'select_account',
      }).href,
    identityOf: async ({ callbackUrl, state, nonce, codeVerifier }) => {
      const configuration = await provider()
      const checks = {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
        idTokenExpected: true,
      }
      const tokens = await oidc.authorizationCodeGrant(configuration, new URL(callbackUrl), checks).catch(refuse)
      return toIdentity(tokens.claims())
    },
  }
}

/** Asked for once; a provider that was out of reach is asked again by the next. */
function discovery({ issuer, clientId, clientSecret, timeoutMs }: OpenIdClient): () => Promise<oidc.Configuration> {
  const url = new URL(issuer)
  // Settings let http through in development alone.
  const execute = [oidc.enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [oidc.allowInsecureRequests] : [])]
  let known: Promise<oidc.Configuration> | null = null
  return () => {
    known ??= oidc
      .discovery(url, clientId, clientSecret, undefined, { execute, timeout: timeoutMs / 1000 })
      .catch((cause: unknown) => {
        known = null
        throw outOfOrder(cause)
      })
    return known
  }
}

const claimsSchema = z.object({
  sub: z.string().min(1).max(255),
  email: emailAddress,
  email_verified: z.boolean().default(false),
  name: humanText({ maxLength: 120 }).optional().catch(undefined),
})

function toIdentity(raw: unknown): ExternalIdentity | null {
  const claims = claimsSchema.safeParse(raw)
  if (!claims.success) return null
  const { sub: subject, email, email_verified: emailVerified, name = email.split('@', 1)[0] ?? '' } = claims.data
  return { provider: 'google', subject, email, emailVerified, name }
}

/** Codes of the library for a provider that does not answer as one. */
const NO_ANSWER = ['OAUTH_TIMEOUT', 'OAUTH_PARSE_ERROR']
/** By these a provider says that our client is not set up there. */
const OF_CLIENT = ['invalid_client', 'unauthorized_client', 'redirect_uri_mismatch']

function refuse(cause: unknown): never {
  const status = statusOf(cause)
  const code = cause instanceof oidc.ClientError ? (cause.code ?? '') : ''
  const isOfClient = cause instanceof oidc.ResponseBodyError && OF_CLIENT.includes(cause.error)
  const isNoAnswer = cause instanceof TypeError || NO_ANSWER.includes(code) || (status !== null && status !== 400)
  if (isOfClient || isNoAnswer) throw outOfOrder(cause)
  throw new AppError('invalid_code', 'This sign-in did not come back as it was sent out. Begin again.', { cause })
}

/** @returns null where the answer was fine, and what it says is not. */
function statusOf(cause: unknown): number | null {
  if (cause instanceof oidc.ResponseBodyError || cause instanceof oidc.WWWAuthenticateChallengeError)
    return cause.status
  const response = cause instanceof oidc.ClientError ? cause.cause : null
  return response instanceof Response ? response.status : null
}

function outOfOrder(cause: unknown): AppError {
  const message = 'Signing in with Google does not work at the moment. Try again.'
  return new AppError('unavailable', message, { cause, retryAfterSeconds: RETRY_AFTER_SECONDS })
}
