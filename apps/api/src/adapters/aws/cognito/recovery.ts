import {
  ChangePasswordCommand,
  ConfirmForgotPasswordCommand,
  ForgotPasswordCommand,
  GetUserCommand,
  UpdateUserAttributesCommand,
  VerifyUserAttributeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { AccountHolder, IdentityProvider, StoreWithPassword } from '../../../ports/identity-provider.ts'
import { findAccount, signOutEverywhere } from './accounts.ts'
import { isRefused, passwordRefused } from './errors.ts'
import type { Inside } from './inside.ts'
import { codeRefused } from './registration.ts'
import { sameTime } from './same-time.ts'
import { named } from './secret-hash.ts'
import { wrongCredentials } from './sign-in.ts'

export async function forgotPassword(inside: Inside, email: string): Promise<void> {
  await sameTime(inside, new ForgotPasswordCommand(named(inside, email)))
}

/** Whose account it is is asked first: afterwards nothing may fail, because all sign-ins have to end. */
export async function confirmForgotPassword(
  inside: Inside,
  { email, code, newPassword }: Parameters<IdentityProvider['confirmForgotPassword']>[0],
  storeWith: StoreWithPassword,
): Promise<{ sub: string }> {
  const account = await findAccount(inside, email)
  const command = new ConfirmForgotPasswordCommand({
    ...named(inside, email),
    ConfirmationCode: code,
    Password: newPassword,
  })
  await inside.api.call(command, z.unknown()).catch((error: unknown) => {
    throw passwordRefused(error, 'new_password') ?? codeRefused(error) ?? error
  })
  if (!account) throw new Error('Cognito reset the password of an account that it does not know')
  await endSignIns(inside, account.sub, storeWith)
  return { sub: account.sub }
}

export async function changePassword(
  inside: Inside,
  { sub, accessToken, currentPassword, newPassword }: Parameters<IdentityProvider['changePassword']>[0],
  storeWith: StoreWithPassword,
): Promise<{ kept: boolean }> {
  const command = new ChangePasswordCommand({
    AccessToken: accessToken,
    PreviousPassword: currentPassword,
    ProposedPassword: newPassword,
  })
  await inside.api.call(command, z.unknown()).catch((error: unknown) => {
    if (isRefused(error, 'NotAuthorizedException') && /incorrect/i.test(error.message)) throw wrongCredentials(error)
    throw passwordRefused(error, 'new_password') ?? holderRefused(error) ?? error
  })
  return endSignIns(inside, sub, storeWith)
}

/** Ours first: nothing is refreshed here whose sign-in has ended in the registry, and Cognito may not answer. */
async function endSignIns(inside: Inside, sub: string, storeWith: StoreWithPassword): Promise<{ kept: boolean }> {
  await storeWith(null, { sub, kept: false })
  return signOutEverywhere(inside, sub)
}

/** The pool keeps the old address until the new one is verified. */
export async function startEmailChange(inside: Inside, { accessToken }: AccountHolder, email: string): Promise<void> {
  const UserAttributes = [{ Name: 'email', Value: email }]
  const command = new UpdateUserAttributesCommand({ AccessToken: accessToken, UserAttributes })
  const telling = ['AliasExistsException', 'CodeDeliveryFailureException', 'InvalidParameterException']
  await sameTime(inside, command, telling).catch((error: unknown) => {
    throw holderRefused(error) ?? error
  })
}

const addressSchema = z
  .object({ UserAttributes: z.array(z.object({ Name: z.string(), Value: z.string().default('') })) })
  .transform(({ UserAttributes }) => UserAttributes.find(({ Name }) => Name === 'email')?.Value)
  .pipe(z.string().lowercase())

export async function confirmEmailChange(
  { api }: Inside,
  { accessToken }: AccountHolder,
  code: string,
): Promise<{ email: string }> {
  const command = new VerifyUserAttributeCommand({ AccessToken: accessToken, AttributeName: 'email', Code: code })
  await api.call(command, z.unknown()).catch((error: unknown) => {
    throw holderRefused(error) ?? codeRefused(error) ?? error
  })
  return { email: await api.call(new GetUserCommand({ AccessToken: accessToken }), addressSchema) }
}

/** The token itself was refused: it has ended, or it is of somebody who signs in by another provider. */
function holderRefused(error: unknown): AppError | null {
  if (!isRefused(error, 'NotAuthorizedException')) return null
  if (!/scope/i.test(error.message)) return new AppError('unauthenticated', 'Not authenticated', { cause: error })
  return new AppError('forbidden', 'You sign in with Google: change it there.', { cause: error })
}
