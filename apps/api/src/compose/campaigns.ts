import type { ApiSettings, WorkerSettings } from '@better-and-bliss/settings'
import type { Pool } from '../db/database.ts'
import type { CampaignParts } from '../features/campaigns/parts.ts'
import type { QueueParts } from '../features/campaigns/sending/queue-mails.ts'
import { writeCampaignBy } from '../features/campaigns/sending/write-mail.ts'
import { unsubscribeLinks } from '../features/newsletter/links.ts'
import { newsletterTokens } from '../features/newsletter/tokens.ts'
import type { Guard } from '../http/guard.ts'
import type { SendParts } from '../mail/send-due.ts'
import { sendBulkLaterBy, sendLaterBy } from '../mail/send-later.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Random } from '../ports/random.ts'
import { systemClock as clock, systemRandom as random } from './machine.ts'

interface Parts {
  settings: ApiSettings
  db: Pool
  guard: Guard
  clock: Clock
  random: Random
}

export function composeCampaigns({ settings, random, ...parts }: Parts): CampaignParts {
  const { frontendUrl, backendUrl, supportEmail } = settings
  const sendLater = sendLaterBy({ jwtKey: settings.jwtKey.reveal(), clock: parts.clock, random })
  return { ...parts, sendLater, frontendUrl, backendUrl, supportEmail }
}

/** What queues and writes the mails of campaigns. */
export function composeSending(
  settings: WorkerSettings,
  { db, log }: { db: Pool; log: Logger },
): QueueParts & Pick<SendParts, 'writeCampaign'> {
  const { frontendUrl, backendUrl, newsletterRate: mailsPerSecond } = settings
  const jwtKey = settings.jwtKey.reveal()
  const links = unsubscribeLinks({ tokens: newsletterTokens({ jwtKey }), frontendUrl, backendUrl })
  return {
    db,
    log,
    clock,
    sendBulkLater: sendBulkLaterBy({ jwtKey, clock, random }),
    mailsPerSecond,
    writeCampaign: writeCampaignBy({ db, frontendUrl, links }),
  }
}
