import { z } from 'zod'
import { type Operation, open } from './operations.ts'
import {
  addUser,
  CLIENT_ID,
  checkPolicy,
  checkSecretHash,
  deliveryTo,
  findUser,
  type Pool,
  sendCode,
  takeCode,
} from './pool.ts'
import { invalidParameter, limitExceeded, notAuthorized, Refusal, userNotFound } from './refusal.ts'
import { holderOf } from './tokens.ts'

const ClientId = z.literal(CLIENT_ID)
const named = { ClientId, SecretHash: z.string().optional(), Username: z.string() }
export const attributeList = z.array(z.strictObject({ Name: z.string(), Value: z.string() }))

export const accountOperations: Record<string, Operation> = {
  SignUp: open(z.strictObject({ ...named, Password: z.string(), UserAttributes: attributeList }), (pool, input) => {
    checkSecretHash(pool, input.Username, input.SecretHash)
    if (!input.Username.includes('@')) throw invalidParameter('Username should be an email.')
    checkPolicy(input.Password)
    if (findUser(pool, input.Username)) {
      throw new Refusal('UsernameExistsException', 'An account with the given email already exists.')
    }
    const attributes = Object.fromEntries(input.UserAttributes.map(({ Name, Value }) => [Name, Value]))
    const user = addUser(pool, { email: input.Username, name: attributes.name ?? '', password: input.Password })
    const CodeDeliveryDetails = sendCode(pool, 'sign_up', user)
    return { UserConfirmed: false, UserSub: user.sub, CodeDeliveryDetails }
  }),

  ConfirmSignUp: open(z.strictObject({ ...named, ConfirmationCode: z.string() }), (pool, input) => {
    checkSecretHash(pool, input.Username, input.SecretHash)
    const user = findUser(pool, input.Username)
    if (!user) throw unknown(pool)
    if (user.status !== 'UNCONFIRMED') {
      throw notAuthorized(`User cannot be confirmed. Current status is ${user.status}`)
    }
    takeCode(pool, 'sign_up', user, input.ConfirmationCode)
    user.status = 'CONFIRMED'
    user.attributes.set('email_verified', 'true')
    return {}
  }),

  ResendConfirmationCode: open(z.strictObject(named), (pool, input) => {
    checkSecretHash(pool, input.Username, input.SecretHash)
    const user = findUser(pool, input.Username)
    if (!user?.enabled) return simulated(pool, input.Username)
    if (user.status !== 'UNCONFIRMED') throw invalidParameter('User is already confirmed.')
    return { CodeDeliveryDetails: sendCode(pool, 'sign_up', user) }
  }),

  ForgotPassword: open(z.strictObject(named), (pool, input) => {
    checkSecretHash(pool, input.Username, input.SecretHash)
    const user = findUser(pool, input.Username)
    if (!user?.enabled) return simulated(pool, input.Username)
    if (user.attributes.get('email_verified') !== 'true') {
      if (pool.client.preventUserExistenceErrors) return simulated(pool, input.Username)
      throw invalidParameter(
        'Cannot reset password for the user as there is no registered/verified email or phone_number',
      )
    }
    return { CodeDeliveryDetails: sendCode(pool, 'reset', user) }
  }),

  ConfirmForgotPassword: open(
    z.strictObject({ ...named, ConfirmationCode: z.string(), Password: z.string() }),
    (pool, input) => {
      checkSecretHash(pool, input.Username, input.SecretHash)
      const user = findUser(pool, input.Username)
      if (!user?.enabled) throw unknown(pool)
      checkPolicy(input.Password)
      takeCode(pool, 'reset', user, input.ConfirmationCode)
      user.password = input.Password
      user.failures = 0
      if (user.status === 'RESET_REQUIRED') user.status = 'CONFIRMED'
      return {}
    },
  ),

  ChangePassword: open(
    z.strictObject({ AccessToken: z.string(), PreviousPassword: z.string(), ProposedPassword: z.string() }),
    async (pool, input) => {
      const user = await holderOf(pool, input.AccessToken)
      if (user.failures >= 5) throw limitExceeded()
      if (user.password !== input.PreviousPassword) {
        user.failures += 1
        throw notAuthorized()
      }
      checkPolicy(input.ProposedPassword)
      user.password = input.ProposedPassword
      user.failures = 0
      return {}
    },
  ),

  GetUser: open(z.strictObject({ AccessToken: z.string() }), async (pool, input) => {
    const user = await holderOf(pool, input.AccessToken)
    const UserAttributes = [...user.attributes].map(([Name, Value]) => ({ Name, Value }))
    return { Username: user.username, UserAttributes }
  }),

  UpdateUserAttributes: open(
    z.strictObject({ AccessToken: z.string(), UserAttributes: attributeList }),
    async (pool, input) => {
      const user = await holderOf(pool, input.AccessToken)
      const email = input.UserAttributes.find(({ Name }) => Name === 'email')?.Value
      if (email === undefined) throw invalidParameter('Attribute does not exist in the schema.')
      if (findUser(pool, email)) {
        throw new Refusal('AliasExistsException', 'An account with the given email already exists.')
      }
      // The pool keeps the old address until the new one is verified (AttributesRequireVerificationBeforeUpdate).
      return { CodeDeliveryDetailsList: [sendCode(pool, 'email', user, email)] }
    },
  ),

  VerifyUserAttribute: open(
    z.strictObject({ AccessToken: z.string(), AttributeName: z.literal('email'), Code: z.string() }),
    async (pool, input) => {
      const user = await holderOf(pool, input.AccessToken)
      const email = takeCode(pool, 'email', user, input.Code) ?? user.attributes.get('email') ?? ''
      const holder = findUser(pool, email)
      if (holder && holder !== user) {
        throw new Refusal('AliasExistsException', 'An account with the given email already exists.')
      }
      user.attributes.set('email', email).set('email_verified', 'true')
      return {}
    },
  ),
}

function simulated(pool: Pool, username: string) {
  if (!pool.client.preventUserExistenceErrors) throw userNotFound('Username/client id combination not found.')
  return { CodeDeliveryDetails: deliveryTo(username) }
}

function unknown(pool: Pool): Refusal {
  return pool.client.preventUserExistenceErrors
    ? new Refusal('CodeMismatchException', 'Invalid verification code provided, please try again.')
    : userNotFound('Username/client id combination not found.')
}
