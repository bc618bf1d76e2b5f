import type { ApiSettings } from '@better-and-bliss/settings'
import type { Pool } from '../db/database.ts'
import type { AuthParts } from '../features/auth/parts.ts'
import { unsubscribeLinks } from '../features/newsletter/links.ts'
import type { NewsletterParts } from '../features/newsletter/parts.ts'
import { emailHasher } from '../features/newsletter/suppressions.ts'
import { newsletterTokens } from '../features/newsletter/tokens.ts'
import { limiterOf } from '../http/rate-limit.ts'
import { sendLaterBy } from '../mail/send-later.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { MailNotifications } from '../ports/mail-reports.ts'
import type { Random } from '../ports/random.ts'
import type { RateLimiter } from '../ports/rate-limiter.ts'
import type { RootKeys } from '../sealing.ts'

/** Addresses that one client enters: an office at a fair, but no list. */
const SUBSCRIPTIONS = { points: 10, durationSeconds: 3600 }

interface Parts {
  settings: ApiSettings
  db: Pool
  rootKeys: RootKeys
  rateLimiter: RateLimiter
  auth: Pick<AuthParts, 'guard' | 'captcha'>
  log: Logger
  clock: Clock
  random: Random
}

export async function composeNewsletter(parts: Parts): Promise<NewsletterParts> {
  const { settings, db, rootKeys, rateLimiter, auth, log, clock, random } = parts
  const { frontendUrl, backendUrl } = settings
  const tokens = newsletterTokens(rootKeys)
  return {
    db,
    guard: auth.guard,
    clock,
    captcha: auth.captcha,
    sendLater: sendLaterBy({ rootKeys, clock, random }),
    limitSubscribe: limiterOf(rateLimiter, 'newsletter', SUBSCRIPTIONS),
    tokens,
    links: unsubscribeLinks({ tokens, frontendUrl, backendUrl }),
    hashEmail: emailHasher(rootKeys),
    frontendUrl,
    mailNotifications: await chooseMailNotifications(settings, log),
    log,
  }
}

/** Loaded where somebody has a topic. */
async function chooseMailNotifications(
  { mailNotifications: chosen }: ApiSettings,
  log: Logger,
): Promise<MailNotifications | null> {
  if (chosen.kind === 'off') return null
  const { sesNotifications } = await import('../adapters/aws/ses/ses-notifications.ts')
  return sesNotifications({ topicArn: chosen.topicArn, log })
}
