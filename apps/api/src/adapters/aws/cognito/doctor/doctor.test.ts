import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import type { CognitoCounterpart } from '../../../../testing/cognito/counterpart.ts'
import { CLIENT_SETTINGS, type ClientSettings } from '../../../../testing/cognito/pool.ts'
import { WELL_SET_UP } from '../../../../testing/cognito/well-set-up.ts'
import { openCognito } from '../testing/open-cognito.ts'
import { diagnose } from './doctor.ts'

const opened = await openCognito()
const { counterpart, parts } = opened
afterAll(() => opened[Symbol.asyncDispose]())

const callbackUrl = 'http://localhost:8000/auth/callback'
const look = (given: Partial<typeof parts & { callbackUrl: string }> = {}) =>
  diagnose({ ...parts, callbackUrl, ...given })

beforeEach(() => {
  Object.assign(counterpart.description, structuredClone(WELL_SET_UP))
  counterpart.pool.client = { ...CLIENT_SETTINGS }
  counterpart.mend()
  counterpart.calls.length = 0
})

it('finds nothing wrong with a pool that is as the documentation says, and changes nothing', async () => {
  const { checks, findings } = await look()
  expect(findings).toEqual([])
  expect(checks).toBeGreaterThan(25)
  for (const call of counterpart.calls) expect(call).toMatch(/^(Describe|List|AdminGet)/)
})

type Fault = [says: string, kind: 'wrong' | 'advice', break_: (at: CognitoCounterpart) => void]
const pool = (change: object) => (at: CognitoCounterpart) => void Object.assign(at.description.pool, change)
const client = (change: object) => (at: CognitoCounterpart) => void Object.assign(at.description.client, change)
const described = (change: object) => (at: CognitoCounterpart) => void Object.assign(at.description, change)
const app = (change: Partial<ClientSettings>) => (at: CognitoCounterpart) => void Object.assign(at.pool.client, change)
const attributes = (...more: object[]) =>
  pool({ SchemaAttributes: [...(WELL_SET_UP.pool.SchemaAttributes as object[]), ...more] })

describe('says in words, each alone', () => {
  it.each<Fault>([
    [
      'does not take the email address as the name',
      'wrong',
      pool({ UsernameAttributes: [], AliasAttributes: ['email'] }),
    ],
    ['tells Ada@example.com from ada@example.com', 'wrong', pool({ UsernameConfiguration: { CaseSensitive: true } })],
    ['mails no codes', 'wrong', pool({ AutoVerifiedAttributes: [] })],
    ['mails links', 'wrong', pool({ VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' } })],
    ['before it is verified', 'wrong', pool({ UserAttributeUpdateSettings: undefined })],
    [
      'cannot be reset by email',
      'wrong',
      pool({ AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'admin_only' }] } }),
    ],
    [
      'Only administrators may make accounts',
      'wrong',
      pool({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } }),
    ],
    ['asks everybody for a second factor', 'wrong', pool({ MfaConfiguration: 'ON' })],
    ['sets up a second factor', 'advice', pool({ MfaConfiguration: 'OPTIONAL' })],
    ['remembers devices', 'wrong', pool({ DeviceConfiguration: { DeviceOnlyRememberedOnUserPrompt: true } })],
    ['(birthdate)', 'wrong', attributes({ Name: 'birthdate', AttributeDataType: 'String', Required: true })],
    ['custom:role and custom:subscription_tier', 'wrong', pool({ SchemaAttributes: [{ Name: 'email' }] })],
    ['passwords of 12 characters', 'advice', pool({ Policies: { PasswordPolicy: { MinimumLength: 12 } } })],
    ['50 a day', 'advice', pool({ EmailConfiguration: { EmailSendingAccount: 'COGNITO_DEFAULT' } })],
    ['has no secret', 'wrong', app({ secret: null })],
    ["is not the app client's", 'wrong', app({ secret: 'another0secret' })],
    ['does not allow USER_PASSWORD_AUTH', 'wrong', app({ flows: ['ALLOW_USER_SRP_AUTH'] })],
    ['revocation is off', 'wrong', client({ EnableTokenRevocation: false })],
    ['do not rotate', 'advice', app({ rotation: null })],
    ['a grace of 0 seconds', 'wrong', app({ rotation: { graceSeconds: 0 } })],
    ['2592000 seconds and REFRESH_TOKEN_EXPIRE_DAYS says 7 days', 'wrong', app({ refreshTokenSeconds: 2_592_000 })],
    ['longer than an hour', 'advice', app({ accessTokenSeconds: 86_400 })],
    ['whether an address has an account', 'wrong', app({ preventUserExistenceErrors: false })],
    ['do not tell email_verified', 'wrong', client({ ReadAttributes: ['email', 'name'] })],
    ['may not write name', 'wrong', client({ WriteAttributes: ['email'] })],
    ['authorization code flow', 'wrong', client({ AllowedOAuthFlows: ['implicit'] })],
    ['authorization code flow', 'wrong', client({ AllowedOAuthFlowsUserPoolClient: false })],
    ['the scopes profile', 'wrong', client({ AllowedOAuthScopes: ['openid', 'email'] })],
    ['does not offer Google', 'wrong', client({ SupportedIdentityProviders: ['COGNITO'] })],
    ['callback addresses', 'wrong', client({ CallbackURLs: ['https://elsewhere.example.org/auth/callback'] })],
    ['Google is no identity provider', 'wrong', described({ google: null })],
    [
      'email_verified does not reach the pool',
      'wrong',
      described({ google: { AttributeMapping: { email: 'email', name: 'name' } } }),
    ],
    ['not a domain of this user pool', 'wrong', described({ domain: 'another' })],
  ])('%s', async (says, kind, spoil) => {
    spoil(counterpart)
    const { findings } = await look()
    expect(findings).toEqual([
      { kind, says: expect.stringContaining(says), remedy: expect.stringMatching(/^[A-Z].+\.$/) },
    ])
    expect(JSON.stringify(findings)).not.toContain(CLIENT_SETTINGS.secret)
  })
})

describe('says what is not there', () => {
  it.each([
    [{ userPoolId: 'us-east-1_Another' }, 'There is no user pool us-east-1_Another'],
    [{ clientId: 'another0client' }, 'has no app client another0client'],
    [{ nativeClientIds: ['native0app'] }, 'has no app client native0app'],
    [{ clientSecret: null }, 'The app client has a secret'],
    [{ callbackUrl: 'https://api.example.org/auth/callback' }, 'https://api.example.org/auth/callback is none'],
    [{ endpoint: 'http://127.0.0.1:1' }, 'Cognito in us-east-1 could not be asked'],
  ])('%o', async (given, says) => {
    const { findings } = await look(given)
    expect(findings).toEqual([{ kind: 'wrong', says: expect.stringContaining(says), remedy: expect.any(String) }])
  })

  it.each(['DescribeUserPool', 'AdminGetUser', 'ListUsers'])('the right to %s', async (operation) => {
    counterpart.fail(operation, 'forbidden')
    const { findings } = await look()
    expect(findings).toEqual([
      {
        kind: 'wrong',
        says: expect.stringContaining('AccessDeniedException: User: arn:aws:iam::1:user/tests is not authorized'),
        remedy: expect.stringContaining('docs/cognito.md'),
      },
    ])
  })
})

it('leaves Google alone where nobody signs in by it', async () => {
  counterpart.description.google = null
  Object.assign(counterpart.description.client, { CallbackURLs: [], AllowedOAuthFlows: [] })
  expect((await look({ hostedUrl: null })).findings).toEqual([])
})
