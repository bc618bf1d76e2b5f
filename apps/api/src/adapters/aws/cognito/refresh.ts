import {
  GetTokensFromRefreshTokenCommand,
  InitiateAuthCommand,
  RevokeTokenCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { z } from 'zod'
import type { Refreshed } from '../../../ports/identity-provider.ts'
import { isRefused } from './errors.ts'
import type { Inside } from './inside.ts'
import type { WrappedToken } from './refresh-token.ts'
import { secretHash } from './secret-hash.ts'
import { sessionEnded, tokenSet, tokensSchema } from './sign-in.ts'

const refreshedSchema = z.object({ AuthenticationResult: tokensSchema })

export async function refresh(inside: Inside, refreshToken: string): Promise<Refreshed> {
  const wrapped = inside.codec.decode(refreshToken)
  if (!wrapped) throw sessionEnded()
  try {
    const { AuthenticationResult: tokens } = await renewed(inside, wrapped)
    return { result: 'refreshed', tokens: await tokenSet(inside, tokens, wrapped.token) }
  } catch (error) {
    if (isRefused(error, 'RefreshTokenReuseException')) return { result: 'reused', signInId: wrapped.signInId }
    if (isRefused(error, 'NotAuthorizedException', 'UserNotFoundException')) throw sessionEnded(error)
    throw error
  }
}

/** The one call works with rotation and without; where there is none yet, the older one does, without rotation alone. */
async function renewed(inside: Inside, { token, username }: WrappedToken) {
  const { clientId: ClientId, clientSecret } = inside
  const command = new GetTokensFromRefreshTokenCommand({
    ClientId,
    RefreshToken: token,
    ...(clientSecret !== null && { ClientSecret: clientSecret }),
  })
  try {
    return await inside.api.call(command, refreshedSchema)
  } catch (error) {
    if (!isRefused(error, 'UnknownOperationException', 'OperationNotEnabledException')) throw error
  }
  const hash = secretHash(inside, username)
  const AuthParameters = { REFRESH_TOKEN: token, ...(hash && { SECRET_HASH: hash }) }
  return inside.api.call(
    new InitiateAuthCommand({ AuthFlow: 'REFRESH_TOKEN_AUTH', ClientId, AuthParameters }),
    refreshedSchema,
  )
}

/** The registry has the last word on which sign-ins live: an outage of Cognito's keeps nobody from signing out. */
export async function revoke(
  { api, codec, clientId, clientSecret, log }: Inside,
  refreshToken: string,
): Promise<{ signInId: string } | null> {
  const wrapped = codec.decode(refreshToken)
  if (!wrapped) return null
  const command = new RevokeTokenCommand({
    ClientId: clientId,
    Token: wrapped.token,
    ...(clientSecret !== null && { ClientSecret: clientSecret }),
  })
  await api.call(command, z.unknown()).catch((error: unknown) => {
    log.warn({ err: error }, 'Cognito did not revoke a refresh token; its sign-in ends here all the same')
  })
  return { signInId: wrapped.signInId }
}
