import { z } from 'zod'
import { attributeList } from './account-operations.ts'
import { type Operation, signed } from './operations.ts'
import { findUser, POOL_ID, type Pool, type PoolUser } from './pool.ts'
import { invalidParameter, notAuthorized, userNotFound } from './refusal.ts'
import { revokeAll } from './tokens.ts'

const UserPoolId = z.literal(POOL_ID)
const named = z.strictObject({ UserPoolId, Username: z.string() })
const identity = z.strictObject({
  ProviderName: z.string(),
  ProviderAttributeName: z.string().optional(),
  ProviderAttributeValue: z.string(),
})

/** What may be written beside the standard attributes. */
const SCHEMA = new Set(['email', 'email_verified', 'name', 'custom:role', 'custom:subscription_tier'])

export const adminOperations: Record<string, Operation> = {
  AdminGetUser: signed(named, (pool, { Username }) => {
    const user = existing(pool, Username)
    return { ...describe(user), UserAttributes: attributesOf(user) }
  }),

  ListUsers: signed(
    z.strictObject({ UserPoolId, Filter: z.string(), Limit: z.int().optional() }),
    (pool, { Filter, Limit = 60 }) => {
      const [, attribute = '', value = ''] = /^(\w+) = "((?:[^"\\]|\\.)*)"$/.exec(Filter) ?? []
      if (!attribute) throw invalidParameter('Invalid filter')
      const wanted = value.replaceAll('\\"', '"').toLowerCase()
      const found = pool.users.filter((user) => user.attributes.get(attribute)?.toLowerCase() === wanted)
      return { Users: found.slice(0, Limit).map((user) => ({ ...describe(user), Attributes: attributesOf(user) })) }
    },
  ),

  AdminConfirmSignUp: signed(named, (pool, { Username }) => {
    const user = existing(pool, Username)
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
    }
    user.status = 'CONFIRMED'
    return {}
  }),

  AdminUserGlobalSignOut: signed(named, (pool, { Username }) => {
    revokeAll(pool, existing(pool, Username).username)
    return {}
  }),

  AdminDisableUser: signed(named, (pool, { Username }) => {
    const user = existing(pool, Username)
    user.enabled = false
    revokeAll(pool, user.username)
    return {}
  }),

  AdminEnableUser: signed(named, (pool, { Username }) => {
    existing(pool, Username).enabled = true
    return {}
  }),

  AdminDeleteUser: signed(named, (pool, { Username }) => {
    const user = existing(pool, Username)
    revokeAll(pool, user.username)
    pool.users.splice(pool.users.indexOf(user), 1)
    return {}
  }),

  AdminUpdateUserAttributes: signed(
    z.strictObject({ UserPoolId, Username: z.string(), UserAttributes: attributeList }),
    (pool, { Username, UserAttributes }) => {
      const user = existing(pool, Username)
      for (const { Name, Value } of UserAttributes) {
        if (!SCHEMA.has(Name)) throw invalidParameter(`user.${Name}: Attribute does not exist in the schema.`)
        user.attributes.set(Name, Value)
      }
      return {}
    },
  ),

  AdminLinkProviderForUser: signed(
    z.strictObject({ UserPoolId, DestinationUser: identity, SourceUser: identity }),
    (pool, { DestinationUser: to, SourceUser: from }) => {
      if (to.ProviderName !== 'Cognito' || from.ProviderAttributeName !== 'Cognito_Subject') {
        throw invalidParameter('Invalid ProviderName/ProviderAttributeName')
      }
      if (findUser(pool, `${from.ProviderName}_${from.ProviderAttributeValue}`)) {
        throw invalidParameter('Merging is not currently supported, provide a SourceUser that has not been linked')
      }
      existing(pool, to.ProviderAttributeValue).linked.add(from.ProviderAttributeValue)
      return {}
    },
  ),
}

/** By username; the sub is one only of somebody who was not federated. */
function existing(pool: Pool, username: string): PoolUser {
  const user = findUser(pool, username)
  if (!user) throw userNotFound()
  return user
}

function describe(user: PoolUser) {
  return {
    Username: user.username,
    Enabled: user.enabled,
    UserStatus: user.status,
    UserCreateDate: user.createdAtMs / 1000,
  }
}

function attributesOf(user: PoolUser) {
  return [...user.attributes].map(([Name, Value]) => ({ Name, Value }))
}
