import type { Clock } from '../../../ports/clock.ts'
import { type ComposeMime, MailRefused } from '../../../ports/mailer.ts'

const SENDER_NAME = 'Better & Bliss'
/** One address: nothing in it ends it, and no second one begins. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}]+@[^\s@<>()[\]\\,;:"\p{Cc}]+$/u

/** @param from the address that every mail comes from. */
export function mimeComposer({ from, clock }: { from: string; clock: Clock }): ComposeMime {
  return async ({ to, subject, text, html, headers, messageId }) => {
    if (!ADDRESS.test(to)) throw new MailRefused('The address is none.', { tryAgain: 'never' })
    // Few processes write mails.
    const { default: MailComposer } = await import('nodemailer/lib/mail-composer')
    const composer = new MailComposer({
      from: { name: SENDER_NAME, address: from },
      to: { name: '', address: to },
      subject,
      text,
      html,
      headers,
      messageId,
      date: new Date(clock.nowMs()),
      newline: 'win',
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return composer.compile().build()
  }
}
