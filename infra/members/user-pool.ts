import { Duration, RemovalPolicy, SecretValue } from 'aws-cdk-lib'
import {
  AccountRecovery,
  type CfnUserPoolClient,
  FeaturePlan,
  OAuthScope,
  ProviderAttribute,
  StringAttribute,
  UserPool,
  UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolEmail,
  UserPoolIdentityProviderGoogle,
} from 'aws-cdk-lib/aws-cognito'
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import type { Installation } from '../installation.ts'

export interface Members {
  pool: UserPool
  client: UserPoolClient
  /** COGNITO_CLIENT_SECRET. */
  clientSecret: ISecret
  /** COGNITO_DOMAIN. */
  domain: string
}

/** The pool, its client and Google, as docs/cognito.md says and `npm run doctor -- cognito` looks for. */
export function members(scope: Construct, installation: Installation): Members {
  const { region, cognitoDomainPrefix, hosts } = installation
  const pool = userPool(scope, installation)
  pool.addDomain('Domain', { cognitoDomain: { domainPrefix: cognitoDomainPrefix } })
  const google = googleProvider(scope, pool, installation)
  const client = new UserPoolClient(scope, 'Client', {
    userPool: pool,
    generateSecret: true,
    authFlows: { userPassword: true },
    refreshTokenRotationGracePeriod: Duration.seconds(30),
    accessTokenValidity: Duration.minutes(15),
    idTokenValidity: Duration.minutes(15),
    refreshTokenValidity: Duration.days(7),
    preventUserExistenceErrors: true,
    enableTokenRevocation: true,
    supportedIdentityProviders: [UserPoolClientIdentityProvider.COGNITO, UserPoolClientIdentityProvider.GOOGLE],
    oAuth: {
      flows: { authorizationCodeGrant: true },
      scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
      callbackUrls: [`https://${hosts.api}/auth/callback`],
    },
  })
  client.node.addDependency(google)
  const { attrClientSecret } = client.node.defaultChild as CfnUserPoolClient
  const clientSecret = new Secret(scope, 'ClientSecret', {
    description: 'Better & Bliss: COGNITO_CLIENT_SECRET',
    secretStringValue: SecretValue.resourceAttribute(attrClientSecret),
  })
  return { pool, client, clientSecret, domain: `${cognitoDomainPrefix}.auth.${region}.amazoncognito.com` }
}

function userPool(scope: Construct, { fromEmail, region, zone }: Installation): UserPool {
  return new UserPool(scope, 'Members', {
    // The least that rotates refresh tokens.
    featurePlan: FeaturePlan.ESSENTIALS,
    signInAliases: { email: true },
    signInCaseSensitive: false,
    selfSignUpEnabled: true,
    autoVerify: { email: true },
    keepOriginal: { email: true },
    standardAttributes: { email: { required: true, mutable: true } },
    customAttributes: {
      role: new StringAttribute({ mutable: true }),
      subscription_tier: new StringAttribute({ mutable: true }),
    },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    passwordPolicy: {
      minLength: 8,
      requireLowercase: true,
      requireUppercase: true,
      requireDigits: true,
      requireSymbols: true,
    },
    email: UserPoolEmail.withSES({ fromEmail, sesRegion: region, sesVerifiedDomain: zone.name }),
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}

function googleProvider(scope: Construct, userPool: UserPool, { google }: Installation) {
  return new UserPoolIdentityProviderGoogle(scope, 'Google', {
    userPool,
    clientId: google.clientId,
    clientSecretValue: Secret.fromSecretNameV2(scope, 'GoogleSecret', google.clientSecretName).secretValue,
    scopes: ['openid', 'email', 'profile'],
    attributeMapping: {
      email: ProviderAttribute.GOOGLE_EMAIL,
      // An address that Google did not verify is none.
      emailVerified: ProviderAttribute.GOOGLE_EMAIL_VERIFIED,
      fullname: ProviderAttribute.GOOGLE_NAME,
      custom: { username: ProviderAttribute.other('sub') },
    },
  })
}
