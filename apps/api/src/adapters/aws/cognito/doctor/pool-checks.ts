import { advice, wrong } from '../../../../ports/finding.ts'
import type { Check } from './check.ts'
import type { PoolFacts } from './facts.ts'

const ANEW = 'This is decided when a pool is made: make another one as docs/cognito.md says.'
/** Cognito fills in the others, or we send them. */
const ANSWERED = new Set(['sub', 'email', 'name'])
const HINTS = ['custom:role', 'custom:subscription_tier']
const OUR_LEAST_LENGTH = 8

/** A pool that passes all of them carries everything that the product does. */
export const POOL_CHECKS: Check<PoolFacts>[] = [
  (pool) =>
    pool.UsernameAttributes.includes('email')
      ? null
      : wrong('The pool does not take the email address as the name to sign in with: nobody can register.', ANEW),

  (pool) =>
    pool.UsernameConfiguration.CaseSensitive === true
      ? wrong('The pool tells Ada@example.com from ada@example.com: whoever types it differently cannot sign in.', ANEW)
      : null,

  (pool) =>
    pool.AutoVerifiedAttributes.includes('email')
      ? null
      : wrong('The pool mails no codes: no address is ever confirmed.', 'Set AutoVerifiedAttributes to email.'),

  (pool) =>
    pool.VerificationMessageTemplate?.DefaultEmailOption === 'CONFIRM_WITH_LINK'
      ? wrong(
          'The pool mails links, and our pages ask for codes.',
          'Set DefaultEmailOption of VerificationMessageTemplate to CONFIRM_WITH_CODE.',
        )
      : null,

  (pool) =>
    pool.UserAttributeUpdateSettings?.AttributesRequireVerificationBeforeUpdate.includes('email')
      ? null
      : wrong(
          'A new address replaces the old one before it is verified: a typing error locks its member out.',
          'Set AttributesRequireVerificationBeforeUpdate of UserAttributeUpdateSettings to email.',
        ),

  (pool) =>
    pool.AccountRecoverySetting?.RecoveryMechanisms.some(({ Name }) => Name === 'verified_email')
      ? null
      : wrong(
          'A forgotten password cannot be reset by email.',
          'Put verified_email first in RecoveryMechanisms of AccountRecoverySetting.',
        ),

  (pool) =>
    pool.AdminCreateUserConfig?.AllowAdminCreateUserOnly
      ? wrong(
          'Only administrators may make accounts: nobody can register.',
          'Set AllowAdminCreateUserOnly of AdminCreateUserConfig to false.',
        )
      : null,

  (pool) => {
    if (pool.MfaConfiguration === 'OFF') return null
    const remedy = 'Set MfaConfiguration to OFF.'
    return pool.MfaConfiguration === 'ON'
      ? wrong('The pool asks everybody for a second factor, which our pages cannot answer: nobody can sign in.', remedy)
      : advice('Whoever sets up a second factor in the pool cannot sign in by our pages any more.', remedy)
  },

  (pool) =>
    pool.DeviceConfiguration
      ? wrong(
          'The pool remembers devices: tokens cannot be renewed, and everybody signs in again every few minutes.',
          'Remove DeviceConfiguration.',
        )
      : null,

  (pool) => {
    const asked = pool.SchemaAttributes.filter(({ Name, Required }) => Required && !ANSWERED.has(Name))
    if (asked.length === 0) return null
    const names = asked.map(({ Name }) => Name).join(', ')
    return wrong(`The pool requires what registration does not ask for (${names}): nobody can register.`, ANEW)
  },

  (pool) => {
    const missing = HINTS.filter((hint) => !pool.SchemaAttributes.some(({ Name, Mutable }) => Name === hint && Mutable))
    if (missing.length === 0) return null
    const remedy = 'Add them: aws cognito-idp add-custom-attributes (docs/cognito.md).'
    return wrong(`The pool lacks ${missing.join(' and ')}, where role and tier are mirrored.`, remedy)
  },

  (pool) => {
    const length = pool.Policies.PasswordPolicy?.MinimumLength ?? OUR_LEAST_LENGTH
    if (length <= OUR_LEAST_LENGTH) return null
    const says = `The pool wants passwords of ${length} characters and our pages say ${OUR_LEAST_LENGTH}: it is told only afterwards.`
    return advice(says, `Set MinimumLength of the password policy to ${OUR_LEAST_LENGTH}.`)
  },

  (pool) =>
    pool.EmailConfiguration?.EmailSendingAccount === 'DEVELOPER'
      ? null
      : advice(
          'Cognito mails the codes itself, 50 a day at the most.',
          'Let it mail by SES: EmailSendingAccount DEVELOPER, with a verified address.',
        ),
]
