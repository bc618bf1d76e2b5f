import type { Pool } from '../../db/database.ts'
import type { Guard } from '../../http/guard.ts'
import type { SendBulkLater, SendLater } from '../../mail/send-later.ts'
import type { Clock } from '../../ports/clock.ts'

export interface CampaignParts {
  db: Pick<Pool, 'query' | 'transaction'>
  guard: Guard
  clock: Clock
  sendLater: SendLater
  /** Of mails that may have arrived. */
  sendAgain: SendBulkLater
  /** Of the web app, without a slash at the end. */
  frontendUrl: string
  /** Of the API, without a slash at the end. */
  backendUrl: string
  supportEmail: string | null
}
