import { AdminDeleteUserCommand, AdminLinkProviderForUserCommand } from '@aws-sdk/client-cognito-identity-provider'
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  Configuration,
  None,
} from 'openid-client'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { ExternalIdentity, FederatedSignIn, Federation, TokenSet } from '../../../ports/identity-provider.ts'
import { findAccount, listAccounts, remove } from './accounts.ts'
import { isRefused, unavailable } from './errors.ts'
import type { Inside } from './inside.ts'
import { revoke } from './refresh.ts'
import { tokenSet } from './sign-in.ts'

/** The provider's name in the pool. */
const GOOGLE = 'Google'

/** Google by way of the hosted sign-in page, which needs nothing of it but an address to go to and one to ask. */
export function federation(inside: Inside, hostedUrl: string): Federation {
  const configuration = configure(inside, hostedUrl)
  return {
    authorizeUrl: async ({ state, nonce, codeChallenge, redirectUri }) =>
      buildAuthorizationUrl(configuration, {
        response_type: 'code',
        identity_provider: GOOGLE,
        scope: 'openid email profile',
        redirect_uri: redirectUri,
        state,
        nonce,
        code_challenge: codeChallenge,
        code_challenge_method: 'S256',
      }).href,
    exchangeCode: async (callback) => {
      const tokens = await exchanged(configuration, callback)
      const id = await inside.verifier.id(tokens.IdToken)
      const subject = id.identities.find(({ providerName }) => providerName === GOOGLE)?.userId ?? ''
      return settled(inside, await tokenSet(inside, tokens), subject)
    },
    link: (sub, external) => link(inside, sub, external),
  }
}

function configure({ region, userPoolId, clientId, clientSecret, timeoutMs }: Inside, hostedUrl: string) {
  const configuration = new Configuration(
    {
      issuer: `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`,
      authorization_endpoint: `${hostedUrl}/oauth2/authorize`,
      token_endpoint: `${hostedUrl}/oauth2/token`,
    },
    clientId,
    {},
    clientSecret === null ? None() : ClientSecretBasic(clientSecret),
  )
  configuration.timeout = timeoutMs / 1000
  if (hostedUrl.startsWith('http://')) allowInsecureRequests(configuration)
  return configuration
}

const answerSchema = z.object({ access_token: z.string(), id_token: z.string(), refresh_token: z.string() })

async function exchanged(
  configuration: Configuration,
  { callbackUrl, state, nonce, codeVerifier }: Parameters<Federation['exchangeCode']>[0],
) {
  const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true }
  const answer = await authorizationCodeGrant(configuration, new URL(callbackUrl), checks).catch((error: unknown) => {
    throw isOutage(error)
      ? unavailable(error)
      : new AppError('invalid_credentials', 'Google did not sign you in.', { cause: error })
  })
  const tokens = answerSchema.parse(answer)
  return { AccessToken: tokens.access_token, IdToken: tokens.id_token, RefreshToken: tokens.refresh_token }
}

/** Whose sign-in it is: somebody's who came this way before or is linked, a new member's, or one that waits for a link. */
async function settled(inside: Inside, tokens: TokenSet, subject: string): Promise<FederatedSignIn> {
  const { username, email, emailVerified, name } = tokens.profile
  if (!isFederated(username)) return { result: 'signed_in', tokens }
  if (!emailVerified || email === '') {
    await revoke(inside, tokens.refreshToken)
    return { result: 'email_unverified' }
  }
  const own = await findAccount(inside, username)
  for (const other of await listAccounts(inside, 'email', email)) {
    if (!other.isNative) continue
    // Nobody ever proved the address there; Google did now.
    if (!other.isConfirmed) await remove(inside, other.sub)
    else if (other.createdAtMs < (own?.createdAtMs ?? 0) || !own) {
      await revoke(inside, tokens.refreshToken)
      return { result: 'link_required', external: { provider: 'google', subject, email, emailVerified, name } }
    }
  }
  return { result: 'signed_in', tokens }
}

/** Cognito links nobody who has a user of their own by then, which the first way through Google makes. */
async function link(inside: Inside, sub: string, external: ExternalIdentity): Promise<void> {
  const { api, userPoolId: UserPoolId } = inside
  const account = await findAccount(inside, sub)
  if (!external.emailVerified || !account?.profile.emailVerified || account.profile.email !== external.email)
    throw new AppError('forbidden', 'Only an address that both sides have verified can be linked.')
  const Username = `${GOOGLE}_${external.subject}`
  await api.call(new AdminDeleteUserCommand({ UserPoolId, Username }), z.unknown()).catch((error: unknown) => {
    if (!isRefused(error, 'UserNotFoundException')) throw error
  })
  const command = new AdminLinkProviderForUserCommand({
    UserPoolId,
    DestinationUser: { ProviderName: 'Cognito', ProviderAttributeValue: sub },
    SourceUser: {
      ProviderName: GOOGLE,
      ProviderAttributeName: 'Cognito_Subject',
      ProviderAttributeValue: external.subject,
    },
  })
  await api.call(command, z.unknown())
}

function isFederated(username: string): boolean {
  return username.toLowerCase().startsWith(`${GOOGLE.toLowerCase()}_`)
}

/** No answer, or one that says that the fault is not ours; the library wraps both. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { cause } = error
  if (cause instanceof Response) return cause.status >= 500 || cause.status === 429
  const names = [error.name, cause instanceof Error ? cause.name : '']
  return error instanceof TypeError || names.includes('TimeoutError') || names.includes('AbortError')
}
