import { advice, wrong } from '../../../../ports/finding.ts'
import type { CognitoSettings } from '../parts.ts'
import type { Check } from './check.ts'
import type { ClientFacts, Facts } from './facts.ts'

export interface Client {
  facts: ClientFacts
  settings: CognitoSettings
}

const UNIT_SECONDS: Record<string, number> = { seconds: 1, minutes: 60, hours: 3_600, days: 86_400 }
const DAY_SECONDS = 86_400
const LONGEST_ACCESS_SECONDS = 3_600
const LEAST_GRACE_SECONDS = 10

export const CLIENT_CHECKS: Check<Client>[] = [
  ({ facts, settings }) => {
    const [theirs, ours] = [facts.ClientSecret ?? null, settings.clientSecret]
    if (theirs === ours) return null
    if (ours === null)
      return wrong('The app client has a secret: every call is refused.', 'Set COGNITO_CLIENT_SECRET to it.')
    if (theirs === null) {
      return wrong(
        'The app client has no secret: every call that proves one is refused.',
        'Unset COGNITO_CLIENT_SECRET.',
      )
    }
    return wrong(
      "COGNITO_CLIENT_SECRET is not the app client's: every call is refused.",
      'Copy it from the app client.',
    )
  },

  ({ facts }) =>
    facts.ExplicitAuthFlows.some((flow) => flow === 'ALLOW_USER_PASSWORD_AUTH' || flow === 'USER_PASSWORD_AUTH')
      ? null
      : wrong(
          'The app client does not allow USER_PASSWORD_AUTH: nobody can sign in.',
          'Add ALLOW_USER_PASSWORD_AUTH to ExplicitAuthFlows.',
        ),

  ({ facts }) =>
    facts.EnableTokenRevocation
      ? null
      : wrong(
          'Token revocation is off: tokens do not say which sign-in they belong to, and none is accepted.',
          'Set EnableTokenRevocation to true.',
        ),

  ({ facts }) => {
    const { Feature, RetryGracePeriodSeconds: grace } = facts.RefreshTokenRotation
    if (Feature !== 'ENABLED') {
      return advice(
        'Refresh tokens do not rotate: a stolen one is not found out.',
        'Enable RefreshTokenRotation, with RetryGracePeriodSeconds 30, and take ALLOW_REFRESH_TOKEN_AUTH away.',
      )
    }
    if (grace >= LEAST_GRACE_SECONDS) return null
    const says = `Refresh tokens rotate with a grace of ${grace} seconds: two tabs that renew at once end the sign-in.`
    return wrong(says, 'Set RetryGracePeriodSeconds of RefreshTokenRotation to 30.')
  },

  ({ facts, settings }) => {
    const seconds = facts.RefreshTokenValidity * (UNIT_SECONDS[facts.TokenValidityUnits?.RefreshToken ?? 'days'] ?? 0)
    if (seconds === settings.refreshTokenSeconds) return null
    const ours = settings.refreshTokenSeconds / DAY_SECONDS
    const theirs = `${facts.RefreshTokenValidity} ${facts.TokenValidityUnits?.RefreshToken ?? 'days'}`
    const says = `Refresh tokens live ${theirs} and REFRESH_TOKEN_EXPIRE_DAYS says ${ours} days: the shorter of the two holds.`
    return wrong(says, `Set RefreshTokenValidity to ${ours} days, or REFRESH_TOKEN_EXPIRE_DAYS to what it is.`)
  },

  ({ facts }) => {
    const seconds = facts.AccessTokenValidity * (UNIT_SECONDS[facts.TokenValidityUnits?.AccessToken ?? 'hours'] ?? 0)
    if (seconds <= LONGEST_ACCESS_SECONDS) return null
    return advice(
      'Access tokens live longer than an hour.',
      'Set AccessTokenValidity and IdTokenValidity to 15 minutes: they are renewed in silence.',
    )
  },

  ({ facts }) =>
    facts.PreventUserExistenceErrors === 'ENABLED'
      ? null
      : wrong(
          'Cognito says whether an address has an account, to whoever asks it directly.',
          'Set PreventUserExistenceErrors to ENABLED.',
        ),

  ({ facts }) => {
    const unread = ['email', 'email_verified', 'name'].filter((name) => facts.ReadAttributes?.includes(name) === false)
    if (unread.length === 0) return null
    return wrong(`Tokens do not tell ${unread.join(', ')}.`, 'Add them to ReadAttributes of the app client.')
  },

  ({ facts }) => {
    const unwritten = ['email', 'name'].filter((name) => facts.WriteAttributes?.includes(name) === false)
    if (unwritten.length === 0) return null
    return wrong(
      `Registration may not write ${unwritten.join(', ')}.`,
      'Add them to WriteAttributes of the app client.',
    )
  },
]

/** For Google by way of the hosted page. */
export interface Hosted {
  client: ClientFacts
  facts: Facts
  settings: CognitoSettings
  callbackUrl: string
}

export const HOSTED_CHECKS: Check<Hosted>[] = [
  ({ facts, settings }) =>
    facts.domainPool === settings.userPoolId
      ? null
      : wrong(
          'COGNITO_DOMAIN is not a domain of this user pool.',
          'Give the pool a domain, or correct COGNITO_DOMAIN.',
        ),

  ({ client }) =>
    client.AllowedOAuthFlowsUserPoolClient && client.AllowedOAuthFlows.includes('code')
      ? null
      : wrong(
          'The app client does not allow the authorization code flow.',
          'Set AllowedOAuthFlowsUserPoolClient to true and AllowedOAuthFlows to code.',
        ),

  ({ client }) => {
    const missing = ['openid', 'email', 'profile'].filter((scope) => !client.AllowedOAuthScopes.includes(scope))
    if (missing.length === 0) return null
    return wrong(`The app client lacks the scopes ${missing.join(', ')}.`, 'Add them to AllowedOAuthScopes.')
  },

  ({ client, callbackUrl }) =>
    client.CallbackURLs.includes(callbackUrl)
      ? null
      : wrong(`${callbackUrl} is none of the app client's callback addresses.`, 'Add it to CallbackURLs.'),

  ({ facts }) =>
    facts.google
      ? null
      : wrong('Google is no identity provider of the pool.', 'Add it (docs/cognito.md), or unset COGNITO_DOMAIN.'),

  ({ client, facts }) =>
    !facts.google || client.SupportedIdentityProviders.includes('Google')
      ? null
      : wrong('The app client does not offer Google.', 'Add Google to SupportedIdentityProviders.'),

  ({ facts }) => {
    const missing = ['email', 'email_verified', 'name'].filter((name) => facts.google?.AttributeMapping[name] !== name)
    if (!facts.google || missing.length === 0) return null
    const says = `What Google says of ${missing.join(', ')} does not reach the pool: nobody gets in by it.`
    return wrong(says, 'Map email, email_verified and name of Google to the attributes of these names.')
  },
]
