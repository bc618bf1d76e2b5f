import { SESv2ServiceException } from '@aws-sdk/client-sesv2'
import { MailRefused } from '../../../ports/mailer.ts'

/** What SES names for good is about the message; everything else somebody can mend, or it passes. */
const FOR_GOOD = ['MessageRejected', 'BadRequestException']
/** A sender, a domain or, in the sandbox, a recipient that somebody has yet to verify. */
const NOT_VERIFIED = /not verified/i
const MOST_LETTERS = 300

/** Tells in words what SES, or the way to it, has against a message. */
export function sesRefusal(error: unknown): MailRefused {
  const said = error instanceof Error ? error.message.slice(0, MOST_LETTERS) : 'unknown'
  const refuse = (words: string, tryAgain: 'never' | 'later') => new MailRefused(words, { tryAgain, cause: error })
  if (!(error instanceof SESv2ServiceException)) return refuse(`SES does not answer: ${said}`, 'later')
  if (FOR_GOOD.includes(error.name) && !NOT_VERIFIED.test(error.message))
    return refuse(`SES refused the mail (${error.name}): ${said}`, 'never')
  return refuse(`SES does not take the mail now (${error.name}): ${said}`, 'later')
}
