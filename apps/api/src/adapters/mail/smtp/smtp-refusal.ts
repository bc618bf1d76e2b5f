import { MailRefused } from '../../../ports/mailer.ts'

/** What nodemailer tells of a failure; none of it is certain to be there. */
interface SmtpFailure {
  code?: string
  responseCode?: number
  response?: string
  command?: string
}

/** Commands at which a server judges this message and its recipient, not us. */
const ABOUT_THE_MESSAGE = /^(RCPT TO|DATA)/
/** The address does not exist, or not any more (RFC 3463, 3.2 and 3.3). Other codes are of policies, such as that of a relay against us. */
const NO_MAILBOX = /^55\d[ -]5\.(1\.[1-6]|1\.10|2\.1)\b/
const MOST_LETTERS = 300

/** Tells in words what an SMTP server, or the way to it, has against a message. */
export function smtpRefusal(host: string, error: unknown): MailRefused {
  const { code, responseCode = 0, response, command = '' } = (error instanceof Error ? error : {}) as SmtpFailure
  const refuse = (words: string, tryAgain: 'never' | 'later') => new MailRefused(words, { tryAgain, cause: error })
  const said = response ? `: ${response.slice(0, MOST_LETTERS)}` : '.'
  if (code === 'EAUTH' || code === 'ENOAUTH')
    return refuse(`The SMTP server ${host} does not take the user and password of SMTP_URL${said}`, 'later')
  if (code === 'ETLS') return refuse(`The SMTP server ${host} has no TLS${why(error)}`, 'later')
  if (responseCode >= 500 && ABOUT_THE_MESSAGE.test(command)) {
    const isDeadAddress = command.startsWith('RCPT TO') && NO_MAILBOX.test(response ?? '')
    const words = `The SMTP server ${host} refused the mail${said}`
    return new MailRefused(words, { tryAgain: 'never', isDeadAddress, cause: error })
  }
  if (responseCode > 0) return refuse(`The SMTP server ${host} does not take the mail now${said}`, 'later')
  return refuse(`No connection to the SMTP server ${host}${why(error)}`, 'later')
}

function why(error: unknown): string {
  return error instanceof Error ? `: ${error.message.trim().slice(0, MOST_LETTERS)}` : '.'
}
