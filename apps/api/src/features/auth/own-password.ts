import type { Member } from '../../access/member.ts'
import { AppError } from '../../errors.ts'
import type { IdentityProvider } from '../../ports/identity-provider.ts'
import { notYourPassword, wrongPasswordOf } from './change-password.ts'
import type { AuthParts } from './parts.ts'

/**
 * Asks a member for their password again, before what nobody shall do at a device that was left open.
 *
 * @throws AppError `invalid_request` on the field `password`, or `too_many_requests`.
 */
export async function confirmOwnPassword(
  { identity, limits }: Pick<AuthParts, 'limits'> & { identity: Pick<IdentityProvider, 'signIn' | 'revoke'> },
  { member, password, client }: Attempt,
): Promise<void> {
  await limits.ownPassword?.(member.sub)
  await proveOwnPassword(identity, { member, password, client })
}

interface Attempt {
  member: Pick<Member, 'sub' | 'email'>
  password: string
  client: string
}

/** The same, for whoever limits attempts otherwise. @throws AppError `invalid_request` on the field `password`. */
export async function proveOwnPassword(
  identity: Pick<IdentityProvider, 'signIn' | 'revoke'>,
  { member, password, client }: Attempt,
): Promise<void> {
  const outcome = await identity.signIn({ email: member.email, password, client }).catch(wrongPasswordOf('password'))
  if (outcome.result === 'challenge') {
    throw new AppError('challenge_unsupported', 'Your account asks for more than a password. Sign in again first.')
  }
  await identity.revoke(outcome.tokens.refreshToken)
  // At the provider the address may be somebody else's by now.
  if (outcome.tokens.sub !== member.sub) throw notYourPassword('password')
}
