import { createVerify, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../../errors.ts'

/** Fetches a text over https, from AWS alone. */
export type FetchText = (url: string) => Promise<string>

const FIELD_BYTES = 256 * 1024
const text = z.string().max(FIELD_BYTES)

const messageSchema = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: text,
  TopicArn: text,
  Message: text,
  Timestamp: z.iso.datetime(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.base64().max(4096),
  SigningCertURL: text,
  Subject: text.optional(),
  SubscribeURL: text.optional(),
  Token: text.optional(),
})
export type SnsMessage = z.infer<typeof messageSchema>

const SIGNED_OF_NOTIFICATIONS = ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const
const SIGNED_OF_SUBSCRIPTIONS = [
  'Message',
  'MessageId',
  'SubscribeURL',
  'Timestamp',
  'Token',
  'TopicArn',
  'Type',
] as const
const DIGESTS = { 1: 'RSA-SHA1', 2: 'RSA-SHA256' }

/** Where SNS answers in any region of AWS; whoever asks elsewhere is led astray. */
const SNS_HOST = /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/

/** Certificates by their address, which names a new one when SNS changes it. */
export type Certificates = Map<string, X509Certificate>
const MOST_CERTIFICATES = 10

/**
 * Reads what Amazon SNS posts, if it comes from a topic of ours: https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 *
 * @throws AppError `malformed_request`, `forbidden`, or `unavailable` while the certificate cannot be fetched.
 */
export async function readSnsMessage(
  body: string,
  { topicArn, certificates, fetchText }: { topicArn: string; certificates: Certificates; fetchText: FetchText },
): Promise<SnsMessage> {
  const parsed = messageSchema.safeParse(asJson(body))
  if (!parsed.success)
    throw new AppError('malformed_request', 'This is no message of Amazon SNS', { cause: parsed.error })
  const message = parsed.data
  // Everybody has topics that SNS signs for.
  if (message.TopicArn !== topicArn) throw refused()
  const certificate = await certificateAt(message.SigningCertURL, { certificates, fetchText })
  const verify = createVerify(DIGESTS[message.SignatureVersion]).update(signedText(message))
  if (!verify.verify(certificate.publicKey, message.Signature, 'base64')) throw refused()
  return message
}

/** @returns the address if SNS answers there. @throws AppError `forbidden` */
export function addressOfSns(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null
  const isSns = url?.protocol === 'https:' && url.port === '' && url.username === '' && SNS_HOST.test(url.hostname)
  if (!url || !isSns) throw refused()
  return url.href
}

function signedText(message: SnsMessage): string {
  const names = message.Type === 'Notification' ? SIGNED_OF_NOTIFICATIONS : SIGNED_OF_SUBSCRIPTIONS
  return names.map((name) => (message[name] === undefined ? '' : `${name}\n${message[name]}\n`)).join('')
}

async function certificateAt(
  address: string,
  { certificates, fetchText }: { certificates: Certificates; fetchText: FetchText },
): Promise<X509Certificate> {
  const url = addressOfSns(address)
  if (!new URL(url).pathname.endsWith('.pem')) throw refused()
  const known = certificates.get(url)
  if (known) return known
  const certificate = new X509Certificate(await fetchText(url).catch(notNow))
  if (certificates.size >= MOST_CERTIFICATES) certificates.clear()
  certificates.set(url, certificate)
  return certificate
}

export function notNow(cause: unknown): never {
  throw new AppError('unavailable', 'Amazon SNS does not answer. Try again in a minute.', {
    cause,
    retryAfterSeconds: 60,
  })
}

function asJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

function refused(): AppError {
  return new AppError('forbidden', 'Amazon SNS did not sign this for the topic of this installation')
}
