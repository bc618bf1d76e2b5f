import {
  AdminConfirmSignUpCommand,
  AdminUpdateUserAttributesCommand,
  ConfirmSignUpCommand,
  ResendConfirmationCodeCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { IdentityProvider, NewAccount } from '../../../ports/identity-provider.ts'
import { findAccount, listAccounts, remove } from './accounts.ts'
import { isRefused, passwordRefused } from './errors.ts'
import type { Inside } from './inside.ts'
import { noSooner, sameTime } from './same-time.ts'
import { named } from './secret-hash.ts'

const signedUpSchema = z.object({
  UserSub: z.guid(),
  UserConfirmed: z.boolean(),
  CodeDeliveryDetails: z.object({ Destination: z.string() }).optional(),
})

/** Where codes are mailed, no answer tells whether an address has an account; nor does its time. */
export function signUp(inside: Inside, account: NewAccount): ReturnType<IdentityProvider['signUp']> {
  return noSooner(inside.confirmsItself ? 0 : inside.slowestAnswerMs, registered(inside, account))
}

/** An account that was never confirmed is nobody's: whoever registers its address again gets a new one. */
async function registered(inside: Inside, account: NewAccount): ReturnType<IdentityProvider['signUp']> {
  await refuseFederated(inside, account.email)
  const reply = await made(inside, account).catch(async (error: unknown) => {
    if (!isRefused(error, 'UsernameExistsException')) throw error
    const holder = await findAccount(inside, account.email)
    if (!holder || holder.isConfirmed) throw emailTaken(error)
    await remove(inside, holder.sub)
    return made(inside, account)
  })
  if (inside.confirmsItself && !reply.UserConfirmed) await confirm(inside, reply.UserSub)
  const confirmed = inside.confirmsItself || reply.UserConfirmed
  const destination = reply.CodeDeliveryDetails?.Destination
  const delivery = confirmed || destination === undefined ? null : ({ medium: 'email', destination } as const)
  return { sub: reply.UserSub, confirmed, delivery }
}

/** To Cognito the address of somebody who came by Google is free; to our members it is not. */
async function refuseFederated(inside: Inside, email: string): Promise<void> {
  if (inside.hostedUrl === null) return
  const holders = await listAccounts(inside, 'email', email)
  if (holders.some(({ isNative }) => !isNative)) throw emailTaken(null)
}

async function made(inside: Inside, { email, password, fullName }: NewAccount) {
  const UserAttributes = [
    { Name: 'email', Value: email },
    { Name: 'name', Value: fullName },
  ]
  const command = new SignUpCommand({ ...named(inside, email), Password: password, UserAttributes })
  return inside.api.call(command, signedUpSchema).catch((error: unknown) => {
    throw passwordRefused(error, 'password') ?? emailRefused(error) ?? error
  })
}

/**
 * The code that Cognito has mailed is not needed any more. AdminConfirmSignUp verifies no address, and comes last: an account
 * that is not confirmed is made anew when somebody tries again.
 */
async function confirm({ api, userPoolId }: Inside, sub: string): Promise<void> {
  const of = { UserPoolId: userPoolId, Username: sub }
  const UserAttributes = [{ Name: 'email_verified', Value: 'true' }]
  await api.call(new AdminUpdateUserAttributesCommand({ ...of, UserAttributes }), z.unknown())
  await api.call(new AdminConfirmSignUpCommand(of), z.unknown())
}

export async function confirmSignUp(inside: Inside, email: string, code: string): Promise<void> {
  const command = new ConfirmSignUpCommand({ ...named(inside, email), ConfirmationCode: code })
  await inside.api.call(command, z.unknown()).catch((error: unknown) => {
    throw codeRefused(error) ?? error
  })
}

export async function resendCode(inside: Inside, email: string): Promise<void> {
  await sameTime(inside, new ResendConfirmationCodeCommand(named(inside, email)))
}

/**
 * A code that is wrong, old, or for an address without an account: all are told alike. So are too many wrong ones, which
 * Cognito counts for those addresses alone that have one.
 */
export function codeRefused(error: unknown): AppError | null {
  const isLimit = error instanceof AppError && error.code === 'too_many_requests'
  const reasons = [
    'CodeMismatchException',
    'ExpiredCodeException',
    'UserNotFoundException',
    'NotAuthorizedException',
    'AliasExistsException',
  ]
  if (!isLimit && !isRefused(error, ...reasons)) return null
  return new AppError('invalid_code', 'This code is not valid. Ask for a new one.', { cause: error })
}

function emailTaken(cause: unknown): AppError {
  return new AppError('email_taken', 'This email already has an account. Sign in instead.', { cause })
}

function emailRefused(error: unknown): AppError | null {
  if (!isRefused(error, 'InvalidParameterException') || !/email/i.test(error.message)) return null
  const msg = 'is no address that mail can be sent to'
  return new AppError('invalid_request', `email: ${msg}`, { cause: error, fields: [{ loc: ['body', 'email'], msg }] })
}
