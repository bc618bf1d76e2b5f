import { LANGUAGES } from '@better-and-bliss/membership'
import { z } from 'zod'
import { letterSchema } from './letters/letter.ts'

const code = z.string().regex(/^\d{6}$/)
/** A device in words, such as "Firefox on Linux". Whoever signs in chooses the user agent behind it. */
const device = z.string().max(500)
const atMs = z.int().positive()
const link = z.url({ protocol: /^https?$/ })

/** Every mail that we send, and what it says beside what its template says. Times are milliseconds since the epoch. */
export const mailSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('confirm_address'), code }),
  z.object({ kind: z.literal('reset_password'), code }),
  z.object({ kind: z.literal('password_changed') }),
  /** `country`: where from, as ISO 3166 writes it; null where nobody knows. */
  z.object({
    kind: z.literal('new_device'),
    device,
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .nullable()
      .default(null),
    atMs,
  }),
  /** Somebody registered with the address of an account. */
  z.object({ kind: z.literal('address_exists') }),
  z.object({ kind: z.literal('confirm_new_address'), code }),
  /** To the old address. */
  z.object({ kind: z.literal('address_changed'), newEmailMasked: z.string().max(320) }),
  z.object({ kind: z.literal('google_linked') }),
  /** `reason`: as whoever did it wrote it; null for none. */
  z.object({ kind: z.literal('account_suspended'), reason: z.string().max(1_000).nullable() }),
  z.object({ kind: z.literal('account_reinstated') }),
  z.object({ kind: z.literal('account_deletion_requested'), untilMs: atMs }),
  z.object({ kind: z.literal('account_deleted') }),
  z.object({ kind: z.literal('refresh_token_reused'), device, atMs }),
  z.object({ kind: z.literal('export_ready'), link, untilMs: atMs }),
  /** Somebody wants the newsletter at this address. `oneClick`: ends it by a POST, for the header List-Unsubscribe. */
  z.object({ kind: z.literal('newsletter_confirm'), link, oneClick: link }),
  /** The same for an address that has it. */
  z.object({ kind: z.literal('newsletter_known'), link }),
  /** It is the time that the member chose. `link`: a page that ends them. Whether it is still wanted is looked up when it is sent. */
  z.object({ kind: z.literal('practice_reminder'), memberId: z.guid(), link, oneClick: link, untilMs: atMs }),
  /** What the campaign says to this subscriber is looked up when it is sent. */
  z.object({ kind: z.literal('campaign'), campaignId: z.guid(), subscriberId: z.guid() }),
  /** To whoever writes it. */
  z.object({ kind: z.literal('campaign_test'), letter: letterSchema }),
])

/** A mail as it waits. `language`: what it speaks to somebody who has chosen none for their account. */
export const queuedMailSchema = z.intersection(mailSchema, z.object({ language: z.enum(LANGUAGES).optional() }))

export type Mail = z.infer<typeof mailSchema>
export type QueuedMail = z.infer<typeof queuedMailSchema>
export type MailKind = Mail['kind']
export type CampaignMail = Extract<Mail, { kind: 'campaign' }>
export type ReminderMail = Extract<Mail, { kind: 'practice_reminder' }>
/** Those that a template of ours makes. */
export type OwnMail = Exclude<Mail, CampaignMail>
export const MAIL_KINDS = mailSchema.options.map(({ shape }) => shape.kind.value)

const HOUR_MS = 3_600_000
/** As long as a code opens anything. */
const CODE_LIFE_MS = HOUR_MS
/** Of a mail that carries nothing that ends sooner. */
export const USUAL_LIFE_MS = 72 * HOUR_MS

/** When a mail is of no use any more: from then on nobody tries to send it. */
export function uselessAtMs(mail: Mail, nowMs: number): number {
  if ('code' in mail) return nowMs + CODE_LIFE_MS
  return Math.min(
    nowMs + USUAL_LIFE_MS,
    mail.kind === 'export_ready' || mail.kind === 'practice_reminder' ? mail.untilMs : Number.POSITIVE_INFINITY,
  )
}
