import type { ApiSettings, WorkerSettings } from '@better-and-bliss/settings'
import type { Pool } from '../db/database.ts'
import type { CampaignParts } from '../features/campaigns/parts.ts'
import type { QueueParts } from '../features/campaigns/sending/queue-mails.ts'
import { writeCampaignBy } from '../features/campaigns/sending/write-mail.ts'
import { noteDeadAddressBy } from '../features/newsletter/end-subscription.ts'
import { unsubscribeLinks } from '../features/newsletter/links.ts'
import { emailHasher } from '../features/newsletter/suppressions.ts'
import { newsletterTokens } from '../features/newsletter/tokens.ts'
import type { Guard } from '../http/guard.ts'
import type { SendParts } from '../mail/send-due.ts'
import { sendBulkLaterBy, sendLaterBy } from '../mail/send-later.ts'
import type { Clock } from '../ports/clock.ts'
import type { Logger } from '../ports/logger.ts'
import type { Random } from '../ports/random.ts'
import type { SendingRate } from '../ports/sending-rate.ts'
import type { RootKeys } from '../sealing.ts'
import { sdkKey } from './aws-key.ts'
import { systemClock as clock, systemRandom as random } from './machine.ts'

interface Parts {
  settings: ApiSettings
  db: Pool
  rootKeys: RootKeys
  guard: Guard
  clock: Clock
  random: Random
}

export function composeCampaigns({ settings, rootKeys, random, ...parts }: Parts): CampaignParts {
  const { frontendUrl, backendUrl, supportEmail } = settings
  const ofMails = { rootKeys, clock: parts.clock, random }
  const sendAgain = sendBulkLaterBy(ofMails, { again: true })
  return { ...parts, sendLater: sendLaterBy(ofMails), sendAgain, frontendUrl, backendUrl, supportEmail }
}

/** What queues and writes the mails of campaigns. */
export async function composeSending(
  settings: WorkerSettings,
  { db, rootKeys, log }: { db: Pool; rootKeys: RootKeys; log: Logger },
): Promise<QueueParts & Pick<SendParts, 'writeCampaign' | 'noteDeadAddress'>> {
  const { frontendUrl, backendUrl } = settings
  const links = unsubscribeLinks({ tokens: newsletterTokens(rootKeys), frontendUrl, backendUrl })
  return {
    db,
    log,
    clock,
    sendBulkLater: sendBulkLaterBy({ rootKeys, clock, random }),
    rate: await chooseRate(settings, log),
    writeCampaign: writeCampaignBy({ db, frontendUrl, links }),
    noteDeadAddress: noteDeadAddressBy({ db, clock, hashEmail: emailHasher(rootKeys) }),
  }
}

/** Where no provider tells one. */
const USUAL_RATE = 10

async function chooseRate({ newsletterRate, mail, aws }: WorkerSettings, log: Logger): Promise<SendingRate> {
  if (newsletterRate !== undefined || mail.kind !== 'ses') return async () => newsletterRate ?? USUAL_RATE
  const { sesRate } = await import('../adapters/aws/ses/ses-rate.ts')
  return sesRate({ ...mail, credentials: sdkKey(aws.credentials), fallback: USUAL_RATE, clock, log })
}
