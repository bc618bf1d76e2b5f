import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  ListUsersCommand,
  type ServiceInputTypes,
  type ServiceOutputTypes,
} from '@aws-sdk/client-cognito-identity-provider'
import { z } from 'zod'
import type { AccountProfile, Hints } from '../../../ports/identity-provider.ts'
import type { Command } from './api.ts'
import { isRefused } from './errors.ts'
import type { Inside } from './inside.ts'

/** What only credentials of AWS may do. */

const attributes = z
  .array(z.object({ Name: z.string(), Value: z.string().default('') }))
  .default([])
  .transform((list) => new Map(list.map(({ Name, Value }) => [Name, Value])))
const state = { Username: z.string(), UserStatus: z.string(), UserCreateDate: z.date().optional() }
const userSchema = z
  .object({ ...state, UserAttributes: attributes })
  .transform(({ UserAttributes, ...user }) => toAccount(user, UserAttributes))
const usersSchema = z.object({
  Users: z.array(
    z.object({ ...state, Attributes: attributes }).transform(({ Attributes, ...user }) => toAccount(user, Attributes)),
  ),
})

export interface Account {
  sub: string
  profile: AccountProfile
  /** Not federated: with a password of its own. */
  isNative: boolean
  isConfirmed: boolean
  createdAtMs: number
}

function toAccount(
  user: { Username: string; UserStatus: string; UserCreateDate?: Date | undefined },
  values: Map<string, string>,
): Account {
  return {
    sub: values.get('sub') ?? user.Username,
    profile: {
      username: user.Username,
      email: (values.get('email') ?? '').toLowerCase(),
      emailVerified: values.get('email_verified') === 'true',
      name: values.get('name') ?? '',
    },
    isNative: user.UserStatus !== 'EXTERNAL_PROVIDER',
    isConfirmed: user.UserStatus !== 'UNCONFIRMED',
    createdAtMs: user.UserCreateDate?.getTime() ?? 0,
  }
}

type Admin = Pick<Inside, 'api' | 'userPoolId'>

/** By username, by the sub of somebody who was not federated, or by the address of such a one. */
export async function findAccount({ api, userPoolId }: Admin, username: string): Promise<Account | null> {
  const command = new AdminGetUserCommand({ UserPoolId: userPoolId, Username: username })
  return api.call(command, userSchema).catch((error: unknown) => {
    if (isRefused(error, 'UserNotFoundException')) return null
    throw error
  })
}

/** All accounts with an attribute; a search of Cognito's follows a change within moments, not at once. */
export async function listAccounts(
  { api, userPoolId }: Admin,
  attribute: 'email' | 'sub',
  value: string,
): Promise<Account[]> {
  const Filter = `${attribute} = "${value.replaceAll(/["\\]/g, '\\$&')}"`
  const { Users } = await api.call(new ListUsersCommand({ UserPoolId: userPoolId, Filter }), usersSchema)
  return Users
}

export async function accountOf(inside: Inside, sub: string): Promise<AccountProfile | null> {
  const account = (await findAccount(inside, sub)) ?? (await listAccounts(inside, 'sub', sub))[0]
  return account?.profile ?? null
}

/**
 * Cognito ends them all. The registry has the last word on which sign-ins live: whoever has a new password already, and
 * cannot ask for it again, must not keep the old sign-ins because Cognito does not answer.
 */
export async function signOutEverywhere(inside: Inside, sub: string): Promise<{ kept: boolean }> {
  await asAccount(inside, sub, (of) => new AdminUserGlobalSignOutCommand(of)).catch((error: unknown) => {
    inside.log.error({ err: error, sub }, 'Cognito did not end the sign-ins of an account; they end here all the same')
  })
  return { kept: false }
}

export async function updateHints(inside: Inside, sub: string, hints: Hints): Promise<void> {
  const UserAttributes = [
    { Name: 'custom:role', Value: hints.role },
    { Name: 'custom:subscription_tier', Value: hints.tier },
  ]
  await asAccount(inside, sub, (of) => new AdminUpdateUserAttributesCommand({ ...of, UserAttributes }))
}

export async function disable(inside: Inside, sub: string): Promise<void> {
  await asAccount(inside, sub, (of) => new AdminDisableUserCommand(of))
}

export async function enable(inside: Inside, sub: string): Promise<void> {
  await asAccount(inside, sub, (of) => new AdminEnableUserCommand(of))
}

/** Somebody who is gone already is deleted. */
export async function remove(inside: Inside, sub: string): Promise<void> {
  await asAccount(inside, sub, (of) => new AdminDeleteUserCommand(of))
}

/** A federated user is known by another name than the sub, which costs a search. Nothing happens to who is not there. */
async function asAccount<Input extends ServiceInputTypes, Output extends ServiceOutputTypes>(
  inside: Inside,
  sub: string,
  command: (of: { UserPoolId: string; Username: string }) => Command<Input, Output>,
): Promise<void> {
  const { api, userPoolId: UserPoolId } = inside
  try {
    await api.call(command({ UserPoolId, Username: sub }), z.unknown())
  } catch (error) {
    if (!isRefused(error, 'UserNotFoundException')) throw error
    const [account] = await listAccounts(inside, 'sub', sub)
    if (account) await api.call(command({ UserPoolId, Username: account.profile.username }), z.unknown())
  }
}
