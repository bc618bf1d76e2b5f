import {
  type AuthenticationResultType,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { AccountProfile, SignedIn, SignInAttempt, TokenSet } from '../../../ports/identity-provider.ts'
import { isRefused, passwordRefused } from './errors.ts'
import type { Inside } from './inside.ts'
import { secretHash } from './secret-hash.ts'
import type { IdClaims } from './tokens.ts'

/** Tokens as they come; a renewal may bring no refresh token of its own. */
export const tokensSchema = z.object({
  AccessToken: z.string(),
  IdToken: z.string(),
  RefreshToken: z.string().optional(),
}) satisfies z.ZodType<Pick<AuthenticationResultType, 'AccessToken' | 'IdToken' | 'RefreshToken'>>

const signedInSchema = z.union([
  z.object({ AuthenticationResult: tokensSchema }),
  z.object({
    ChallengeName: z.string(),
    Session: z.string(),
    ChallengeParameters: z.record(z.string(), z.string()).default({}),
  }),
])

/** The one challenge that a person can answer here. */
const NEW_PASSWORD = 'NEW_PASSWORD_REQUIRED'

/**
 * A wrong password, an unknown address, a disabled account and one that had too many wrong passwords are told apart by
 * Cognito alone: to say which it is would say that there is an account.
 */
export async function signIn(inside: Inside, { email, password }: SignInAttempt): Promise<SignedIn> {
  const hash = secretHash(inside, email)
  const command = new InitiateAuthCommand({
    AuthFlow: 'USER_PASSWORD_AUTH',
    ClientId: inside.clientId,
    AuthParameters: { USERNAME: email, PASSWORD: password, ...(hash && { SECRET_HASH: hash }) },
  })
  const reply = await inside.api.call(command, signedInSchema).catch((error: unknown) => {
    if (isRefused(error, 'UserNotConfirmedException')) {
      throw new AppError('not_confirmed', 'Confirm your email address first: enter the code that was sent to it.')
    }
    const reasons = ['NotAuthorizedException', 'UserNotFoundException', 'PasswordResetRequiredException']
    if (isRefused(error, ...reasons)) throw wrongCredentials(error)
    throw error
  })
  return signedIn(inside, reply, email)
}

export async function respondToChallenge(
  inside: Inside,
  { name, session, responses }: { name: string; session: string; responses: Record<string, string> },
): Promise<SignedIn> {
  if (name !== NEW_PASSWORD) {
    throw new AppError('challenge_unsupported', `Signing in here cannot answer ${name}, which your account asks for.`)
  }
  const named = openSession(session)
  if (!named) throw sessionEnded()
  const hash = secretHash(inside, named.username)
  const command = new RespondToAuthChallengeCommand({
    ChallengeName: NEW_PASSWORD,
    ClientId: inside.clientId,
    Session: named.session,
    ChallengeResponses: { ...responses, USERNAME: named.username, ...(hash && { SECRET_HASH: hash }) },
  })
  const reply = await inside.api.call(command, signedInSchema).catch((error: unknown) => {
    const reasons = ['NotAuthorizedException', 'CodeMismatchException', 'ExpiredCodeException', 'UserNotFoundException']
    if (isRefused(error, ...reasons)) throw sessionEnded(error)
    throw passwordRefused(error, 'new_password') ?? error
  })
  return signedIn(inside, reply, named.username)
}

async function signedIn(inside: Inside, reply: z.infer<typeof signedInSchema>, username: string): Promise<SignedIn> {
  if ('AuthenticationResult' in reply) {
    return { result: 'signed_in', tokens: await tokenSet(inside, reply.AuthenticationResult) }
  }
  const { ChallengeName: name, Session, ChallengeParameters: parameters } = reply
  const session = sealSession(parameters.USER_ID_FOR_SRP ?? username, Session)
  return { result: 'challenge', challenge: { name, session, parameters } }
}

/** What tokens say of themselves; they are verified like anybody's. @param before the refresh token that was used, if any. */
export async function tokenSet(
  { verifier, codec, refreshTokenSeconds }: Inside,
  tokens: z.infer<typeof tokensSchema>,
  before?: string,
): Promise<TokenSet> {
  const [access, id] = await Promise.all([verifier.access(tokens.AccessToken), verifier.id(tokens.IdToken)])
  const token = tokens.RefreshToken ?? before
  if (token === undefined) throw new Error('Cognito signed somebody in without a refresh token')
  const { sub, signInId, username } = access
  return {
    sub,
    signInId,
    profile: profileOf(id),
    accessToken: tokens.AccessToken,
    refreshToken: codec.encode({ signInId, username, token }),
    accessExpiresAtSeconds: access.tokenEndsAtSeconds,
    refreshExpiresAtSeconds: id.auth_time + refreshTokenSeconds,
    hints: { role: id['custom:role'], tier: id['custom:subscription_tier'] },
  }
}

function profileOf(id: IdClaims): AccountProfile {
  return {
    username: id['cognito:username'],
    email: id.email.toLowerCase(),
    emailVerified: id.email_verified,
    name: id.name,
  }
}

/** Whoever answers a challenge must name the account as Cognito does. */
function sealSession(username: string, session: string): string {
  return `${Buffer.from(username).toString('base64url')}.${session}`
}

function openSession(sealed: string): { username: string; session: string } | null {
  const [, name, session] = /^([\w-]+)\.(.+)$/s.exec(sealed) ?? []
  return name && session ? { username: Buffer.from(name, 'base64url').toString(), session } : null
}

export function wrongCredentials(cause: unknown): AppError {
  return new AppError('invalid_credentials', 'Incorrect email or password', { cause })
}

export function sessionEnded(cause?: unknown): AppError {
  return new AppError('session_ended', 'Your session has ended. Sign in again.', { cause })
}
