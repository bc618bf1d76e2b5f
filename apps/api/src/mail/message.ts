import type { Language } from '@better-and-bliss/membership'
import type { Message } from '../ports/mailer.ts'
import { asHtml } from './letters/as-html.ts'
import { asText } from './letters/as-text.ts'
import type { House, Letter } from './letters/letter.ts'
import { letterOf } from './letters/letters.ts'
import type { OwnMail } from './mails.ts'

/** Who sends: the address that mails come from gives their ids a domain. */
export interface Sender extends House {
  from: string
}

/** What stands in a mail beside its address and id. */
export interface Written {
  letter: Letter
  headers: Record<string, string>
}

export function writtenOf(mail: OwnMail, house: House, language: Language): Written {
  return { letter: letterOf(mail, house, language), headers: 'oneClick' in mail ? wayOut(mail.oneClick) : {} }
}

/** A mail as it is sent. Its id is that of its cause, so that the same mail, sent again after a crash, is recognised. */
export function messageOf(
  { letter, headers }: Written,
  { to, causeDigest }: { to: string; causeDigest: Buffer },
  sender: Sender,
): Message {
  const id = causeDigest.toString('hex', 0, 16)
  return {
    to,
    subject: letter.subject,
    text: asText(letter, sender),
    html: asHtml(letter, sender),
    // No holiday answers (RFC 3834); and the id once more, because SES puts its own in the place of a Message-ID.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Entity-Ref-ID': id, ...headers },
    messageId: `<${id}@${sender.from.slice(sender.from.lastIndexOf('@') + 1)}>`,
  }
}

/** For mail programs that offer a button: RFC 2369 and RFC 8058. Reports on the mail carry it back. */
export function wayOut(oneClick: string): Record<string, string> {
  return { 'List-Unsubscribe': `<${oneClick}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
}
