import type { Pool } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { Limiter } from '../../http/rate-limit.ts'
import type { SendLater } from '../../mail/send-later.ts'
import type { CaptchaVerifier } from '../../ports/captcha-verifier.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Logger } from '../../ports/logger.ts'
import type { MailNotifications } from '../../ports/mail-reports.ts'
import type { LinksOfSubscriber } from './links.ts'
import type { HashEmail } from './suppressions.ts'
import type { NewsletterTokens } from './tokens.ts'

export interface NewsletterParts {
  db: Pick<Pool, 'query' | 'transaction'>
  guard: Guard
  clock: Clock
  captcha: CaptchaVerifier
  sendLater: SendLater
  /** Of a client that subscribes. */
  limitSubscribe: Limiter
  tokens: NewsletterTokens
  links: LinksOfSubscriber
  hashEmail: HashEmail
  /** Null where no provider of mail tells us anything. */
  mailNotifications: MailNotifications | null
  log: Logger
  /** Of the web app, without a slash at the end. */
  frontendUrl: string
}
