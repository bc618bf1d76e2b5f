import type { Database, Pool } from '../../../db/database.ts'
import type { SendBulkLater } from '../../../mail/send-later.ts'
import type { Clock } from '../../../ports/clock.ts'
import type { Logger } from '../../../ports/logger.ts'
import type { SendingRate } from '../../../ports/sending-rate.ts'
import { audienceSchema } from '../audience.ts'
import { selectNextReaders } from '../queries.ts'
import { mailOf } from './mail-of.ts'
import {
  beginDue,
  countQueued,
  endSending,
  insertDeliveries,
  lockSending,
  noteQueued,
  type SendingRow,
} from './queries.ts'

export interface QueueParts {
  db: Pick<Pool, 'query' | 'transaction'>
  sendBulkLater: SendBulkLater
  clock: Clock
  log: Logger
  rate: SendingRate
}

export const QUEUE_MAILS_EVERY_MS = 1_000
/** Mails that wait at the most, in seconds of the rate: who leaves is not written to, and a pause comes soon. */
const BACKLOG_SECONDS = 5
const MOST_AT_ONCE = 1_000

/**
 * Begins campaigns whose time has come, and queues the next mails of the one that began first, as many as the rate allows.
 * Which subscriber comes next is stored in the transaction that queues the mails: whenever it is killed, and however many do
 * it at once, each subscriber gets their turn, and one alone.
 */
export async function queueCampaignMails(parts: QueueParts): Promise<void> {
  await beginDue(parts.db, parts.clock.nowMs())
  const mailsPerSecond = await parts.rate()
  await parts.db.transaction((tx) => queueNext(tx, { ...parts, mailsPerSecond }))
}

type RatedParts = QueueParts & { mailsPerSecond: number }

async function queueNext(tx: Database, parts: RatedParts): Promise<void> {
  const campaign = await lockSending(tx)
  if (!campaign) return
  const { clock, log, sendBulkLater } = parts
  const nowMs = clock.nowMs()
  const limit = await room(tx, parts, campaign, nowMs)
  if (limit === 0) return
  const { id: campaignId, last_subscriber_id: afterId } = campaign
  const audience = audienceSchema.parse(campaign.audience)
  const readers = await selectNextReaders(tx, audience, { afterId, limit, nowMs })
  const digests = await sendBulkLater(tx, readers.map(mailOf(campaignId)))
  await insertDeliveries(tx, { campaignId, digests, subscriberIds: readers.map(({ id }) => id), nowMs })
  const pacedUntilMs =
    Math.max(nowMs, campaign.paced_until?.getTime() ?? 0) + (readers.length / parts.mailsPerSecond) * 1000
  await noteQueued(tx, { campaignId, lastSubscriberId: readers.at(-1)?.id ?? afterId, pacedUntilMs })
  if (readers.length === limit) return
  await endSending(tx, campaignId, nowMs)
  log.info({ campaignId }, 'The last mail of a campaign was queued')
}

/** How many mails may be queued now: what the rate leaves of this second, unless enough wait already. */
async function room(
  tx: Database,
  { mailsPerSecond }: RatedParts,
  { paced_until: pacedUntil }: SendingRow,
  nowMs: number,
): Promise<number> {
  const leftMs = nowMs + QUEUE_MAILS_EVERY_MS - Math.max(nowMs, pacedUntil?.getTime() ?? 0)
  const byRate = Math.floor((leftMs / 1000) * mailsPerSecond)
  const byBacklog = Math.ceil(mailsPerSecond * BACKLOG_SECONDS) - (await countQueued(tx))
  return Math.max(0, Math.min(byRate, byBacklog, MOST_AT_ONCE))
}
