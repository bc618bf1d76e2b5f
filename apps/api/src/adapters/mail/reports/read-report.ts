import PostalMime, { type Attachment, type Email } from 'postal-mime'
import type { MailReport } from '../../../ports/mail-reports.ts'

/** Longer than a mail of ours, with the reasons of a few servers. */
const MAX_BYTES = 1024 * 1024
/** RFC 3463: 5 is for good. */
const FOR_GOOD = /^5\.\d{1,3}\.\d{1,3}$/

/**
 * Reads a report on a mail of ours: that it could not be delivered (RFC 3464), or that its reader complains (RFC 5965).
 *
 * @returns nothing for what is no report, and for delays and passing failures.
 */
export async function readReport(raw: Buffer, nowMs: number): Promise<MailReport[]> {
  if (raw.length > MAX_BYTES) return []
  const email = await PostalMime.parse(raw, { forceRfc822Attachments: true, attachmentEncoding: 'utf8' })
  const partOf = (type: RegExp) => email.attachments.find(({ mimeType }) => type.test(mimeType))
  const listUnsubscribe = await listUnsubscribeIn(partOf(/^(message\/rfc822|text\/rfc822-headers)$/))
  const report = (kind: MailReport['kind']) => (address: string) => ({
    kind,
    email: address,
    listUnsubscribe,
    atMs: nowMs,
  })
  const delivery = partOf(/^message\/(global-)?delivery-status$/)
  if (delivery) return failedRecipients(textOf(delivery)).map(report('bounced'))
  const feedback = partOf(/^message\/feedback-report$/)
  if (feedback) return complainants(textOf(feedback), email).map(report('complained'))
  return []
}

function failedRecipients(text: string): string[] {
  const [, ...recipients] = fieldGroups(text)
  return recipients.flatMap((fields) => {
    const status = fields.get('status') ?? ''
    if (fields.get('action')?.toLowerCase() !== 'failed' || !FOR_GOOD.test(status)) return []
    // Where the mail was forwarded, only the original one is whom we wrote to.
    return addressIn(fields.get('original-recipient') ?? fields.get('final-recipient'))
  })
}

/** Whom it was sent to is often left out, for the sake of the reader. */
function complainants(text: string, { to }: Email): string[] {
  const [fields] = fieldGroups(text)
  if (fields?.get('feedback-type')?.toLowerCase() !== 'abuse') return []
  const named = addressIn(fields.get('original-rcpt-to'))
  return named.length > 0 ? named : [to?.[0]?.address ?? '']
}

/** `rfc822; ada@example.com`, or the address alone. */
function addressIn(field = ''): string[] {
  const address = field
    .replace(/^[\w-]+\s*;/, '')
    .trim()
    .replace(/^<(.*)>$/, '$1')
  return address === '' ? [] : [address]
}

/** Groups of fields with empty lines between, as both kinds of reports have them. */
function fieldGroups(text: string): Map<string, string>[] {
  const groups = text.replaceAll('\r\n', '\n').split(/\n[ \t]*\n+/)
  return groups.map((group) => {
    const lines = group.replace(/\n[ \t]+/g, ' ').split('\n')
    return new Map(
      lines.flatMap((line) => {
        const colon = line.indexOf(':')
        return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const] : []
      }),
    )
  })
}

async function listUnsubscribeIn(original: Attachment | undefined): Promise<string | null> {
  if (!original) return null
  const { headers } = await PostalMime.parse(`${textOf(original).trim()}\r\n\r\n`)
  return headers.find(({ key }) => key === 'list-unsubscribe')?.value ?? null
}

function textOf({ content }: Attachment): string {
  return typeof content === 'string' ? content : Buffer.from(content as ArrayBuffer).toString('utf8')
}
