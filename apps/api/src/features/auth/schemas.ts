import { LANGUAGES, MAX_PASSWORD_LENGTH, TIERS } from '@better-and-bliss/membership'
import { z } from 'zod'
import { type Member, ROLES } from '../../access/member.ts'
import { PERMISSIONS, permissionsOf } from '../../access/permissions.ts'
import { boundedText } from '../../text/bounded-text.ts'
import { readableEmail } from '../../text/email-address.ts'
import { humanText } from '../../text/human-text.ts'

export const displayName = humanText({ maxLength: 120 })

/** A password that is compared, not chosen. */
export const enteredPassword = boundedText(MAX_PASSWORD_LENGTH).min(1).meta({ example: 'SecurePass123!' })

export const mailedCode = boundedText(6)
  .regex(/^\d{6}$/, 'must be the six digits of the mail')
  .meta({ example: '123456' })

/** In which the pages speak. */
export const language = z.enum(LANGUAGES).meta({ example: 'de' })

export const userSchema = z
  .object({
    id: z.guid().describe('The public id of a member; stream tokens carry it as `uid`'),
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    subscription_tier: z.enum(TIERS),
    permissions: z.array(z.enum(PERMISSIONS)),
    deletion_at: z.iso
      .datetime()
      .nullable()
      .describe(
        'When the account is deleted unless `/auth/account/keep` is asked; null unless its deletion was asked for',
      ),
    analytics_opt_out: z.boolean(),
    language: language
      .nullable()
      .describe('What the pages speak to the member on each of their devices; null where they never chose')
      .meta({ example: 'de' }),
  })
  .meta({
    id: 'User',
    example: {
      id: '3f0e6a5c-8a1d-4f7e-9a53-0d6a4c1f2b3e',
      email: 'user@example.com',
      name: 'John Doe',
      role: 'premium_user',
      subscription_tier: 'premium',
      permissions: ['view_premium_content'],
      deletion_at: null,
      analytics_opt_out: false,
      language: null,
    },
  })

export const signedInSchema = z
  .object({
    success: z.literal(true),
    user: userSchema,
    expires_in: z.int().describe('Seconds that the access token has left'),
  })
  .meta({ id: 'SignedIn' })

export const confirmationRequiredSchema = z
  .object({
    success: z.literal(true),
    confirmation_required: z.literal(true).describe('A code is on its way to the address; `/auth/confirm` takes it'),
    message: z.string(),
  })
  .meta({ id: 'ConfirmationRequired' })

export type UserAnswer = z.infer<typeof userSchema>

export function toUser(member: Omit<Member, 'userId' | 'signInId' | 'avatarUrl'>): UserAnswer {
  return {
    id: member.sub,
    email: readableEmail(member.email),
    name: member.name,
    role: member.role,
    subscription_tier: member.tier,
    permissions: permissionsOf(member),
    deletion_at: member.deletionAtMs === null ? null : new Date(member.deletionAtMs).toISOString(),
    analytics_opt_out: member.optsOutOfAnalytics,
    language: member.language,
  }
}
