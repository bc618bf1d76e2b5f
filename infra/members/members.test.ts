import { describe, expect, test } from 'vitest'
import { exampleTemplates, onlyOf, resourcesOf } from '../testing/synthesised.ts'

const templates = exampleTemplates()

describe('the user pool', () => {
  test('is what docs/cognito.md asks for, of which some can never be changed', () => {
    const pool = onlyOf(templates, 'AWS::Cognito::UserPool')
    expect(pool).toMatchObject({
      UserPoolTier: 'ESSENTIALS',
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      AutoVerifiedAttributes: ['email'],
      UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 8,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
      EmailConfiguration: { EmailSendingAccount: 'DEVELOPER', From: 'studio@example.org' },
      DeletionProtection: 'ACTIVE',
    })
    expect(pool.Schema).toEqual([
      { Name: 'email', Mutable: true, Required: true },
      { Name: 'role', AttributeDataType: 'String', Mutable: true },
      { Name: 'subscription_tier', AttributeDataType: 'String', Mutable: true },
    ])
    expect(pool.MfaConfiguration ?? 'OFF').toBe('OFF')
    expect(pool.DeviceConfiguration).toBeUndefined()
  })

  test('stays when its stack goes', () => {
    expect(resourcesOf(templates, 'AWS::Cognito::UserPool')).toMatchObject([
      [expect.any(String), { DeletionPolicy: 'Retain' }],
    ])
  })
})

test('the app client has a secret, renews by rotation, and tells nobody who has an account', () => {
  const client = onlyOf(templates, 'AWS::Cognito::UserPoolClient')
  expect(client).toMatchObject({
    GenerateSecret: true,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 30 },
    AccessTokenValidity: 15,
    IdTokenValidity: 15,
    RefreshTokenValidity: 10_080,
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: true,
    SupportedIdentityProviders: ['COGNITO', 'Google'],
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
    CallbackURLs: ['https://api.example.org/auth/callback'],
  })
})

test('Google says whether it verified an address, and its secret stands in Secrets Manager', () => {
  expect(onlyOf(templates, 'AWS::Cognito::UserPoolIdentityProvider')).toMatchObject({
    ProviderDetails: {
      authorize_scopes: 'openid email profile',
      client_secret: {
        'Fn::Join': ['', expect.arrayContaining([expect.stringContaining('{{resolve:secretsmanager:')])],
      },
    },
    AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name', username: 'sub' },
  })
})
