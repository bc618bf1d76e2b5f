import type { Description } from './describe-operations.ts'

/** A pool as docs/cognito.md asks for it. What its client may do stands in `CLIENT_SETTINGS`. */
export const WELL_SET_UP: Description = {
  pool: {
    UsernameAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    AutoVerifiedAttributes: ['email'],
    MfaConfiguration: 'OFF',
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    EmailConfiguration: { EmailSendingAccount: 'DEVELOPER' },
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
    SchemaAttributes: [
      { Name: 'email', AttributeDataType: 'String', Mutable: true },
      { Name: 'custom:role', AttributeDataType: 'String', Mutable: true },
      { Name: 'custom:subscription_tier', AttributeDataType: 'String', Mutable: true },
    ],
  },
  client: {
    AllowedOAuthFlowsUserPoolClient: true,
    AllowedOAuthFlows: ['code'],
    AllowedOAuthScopes: ['openid', 'email', 'profile'],
    SupportedIdentityProviders: ['COGNITO', 'Google'],
    CallbackURLs: ['http://localhost:8000/auth/callback'],
  },
  google: { AttributeMapping: { email: 'email', email_verified: 'email_verified', name: 'name', username: 'sub' } },
  /** Of one's own: all of its name. */
  domain: '127.0.0.1',
}
