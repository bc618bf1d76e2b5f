import { z } from 'zod'
import { AppError } from '../../../errors.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { MailNotifications, MailReport } from '../../../ports/mail-reports.ts'
import { addressOfSns, type Certificates, type FetchText, notNow, readSnsMessage } from './sns-message.ts'

const FETCH_TIMEOUT_MS = 5_000

const recipients = z.array(z.object({ emailAddress: z.string().max(998) })).max(1000)
const headers = z.array(z.object({ name: z.string(), value: z.string() })).default([])
const mail = z.object({ headers })
/** `eventType` is what a configuration set publishes, `notificationType` what an identity does; both say the same. */
const eventSchema = z
  .object({ eventType: z.string().optional(), notificationType: z.string().optional() })
  .transform(({ eventType, notificationType }) => eventType ?? notificationType)
const bounceSchema = z.object({
  mail,
  bounce: z.object({
    bounceType: z.string(),
    bouncedRecipients: recipients,
    timestamp: z.iso.datetime(),
  }),
})
const complaintSchema = z.object({
  mail,
  complaint: z.object({
    complainedRecipients: recipients,
    complaintFeedbackType: z.string().nullish(),
    timestamp: z.iso.datetime(),
  }),
})

interface Parts {
  topicArn: string
  log: Logger
  /** Another way to AWS than the network's. */
  fetchText?: FetchText
}

/** Bounces and complaints that Amazon SES tells by an SNS topic, which posts them to us. */
export function sesNotifications({ topicArn, log, fetchText = fetchFromAws }: Parts): MailNotifications {
  const certificates: Certificates = new Map()
  return {
    read: async (body) => {
      const message = await readSnsMessage(body, { topicArn, certificates, fetchText })
      if (message.Type === 'Notification') return reportsIn(message.Message)
      if (message.Type === 'SubscriptionConfirmation') {
        await fetchText(addressOfSns(message.SubscribeURL ?? '')).catch(notNow)
        log.info({ topicArn }, 'The topic of SES tells us of bounces and complaints from now on')
      }
      return []
    },
  }
}

function reportsIn(text: string): MailReport[] {
  const message = asJson(text)
  const type = eventSchema.safeParse(message).data
  if (type === 'Bounce') return bounces(parse(bounceSchema, message))
  if (type === 'Complaint') return complaints(parse(complaintSchema, message))
  return []
}

function bounces({ mail: { headers }, bounce }: z.infer<typeof bounceSchema>): MailReport[] {
  // A full mailbox, or a server that was away: SES has given up on this mail, not on the address.
  if (bounce.bounceType !== 'Permanent') return []
  return bounce.bouncedRecipients.map(({ emailAddress: email }) => ({
    kind: 'bounced',
    email,
    listUnsubscribe: listUnsubscribeOf(headers),
    atMs: Date.parse(bounce.timestamp),
  }))
}

function complaints({ mail: { headers }, complaint }: z.infer<typeof complaintSchema>): MailReport[] {
  // Somebody took it out of the spam (RFC 6430).
  if (complaint.complaintFeedbackType === 'not-spam') return []
  return complaint.complainedRecipients.map(({ emailAddress: email }) => ({
    kind: 'complained',
    email,
    listUnsubscribe: listUnsubscribeOf(headers),
    atMs: Date.parse(complaint.timestamp),
  }))
}

function listUnsubscribeOf(headers: { name: string; value: string }[]): string | null {
  return headers.find(({ name }) => name.toLowerCase() === 'list-unsubscribe')?.value ?? null
}

function parse<Schema extends z.ZodType>(schema: Schema, message: unknown): z.output<Schema> {
  const parsed = schema.safeParse(message)
  if (parsed.success) return parsed.data
  throw new AppError('malformed_request', 'SES writes its notifications in another form', { cause: parsed.error })
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // What SNS says when a topic is chosen is a sentence.
    return {}
  }
}

async function fetchFromAws(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) })
  if (!response.ok) throw new Error(`${new URL(url).hostname} answered ${response.status}`)
  return response.text()
}
