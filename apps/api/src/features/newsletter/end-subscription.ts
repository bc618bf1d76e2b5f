import type { Database, Pool } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { type EndReason, endSubscription, lockSubscriber, lockSubscriberByEmail, type Subscriber } from './queries.ts'
import { type HashEmail, suppress } from './suppressions.ts'

/** Whose subscription ended, why, and by which campaign's mail, as far as that is known. */
export type Ending = ({ subscriberId: string } | { email: string }) & {
  campaignId: string | null
  reason: EndReason
  /** When it happened: what the subscriber confirmed since then stays. */
  atMs: number
}

interface EndParts {
  hashEmail: HashEmail
  clock: Clock
}

/** How much a reason says; a weaker one does not replace a stronger one. */
const STRENGTH: Record<EndReason, number> = { unsubscribed: 1, bounced: 2, complained: 3 }

/**
 * Ends a subscription for good: its status, and the hash of its address among those that get no newsletter. Told again, it
 * changes nothing. An address without a subscriber is suppressed, too.
 */
export async function endBy(tx: Database, { hashEmail, clock }: EndParts, ending: Ending): Promise<void> {
  const subscriber =
    'email' in ending ? await lockSubscriberByEmail(tx, ending.email) : await lockSubscriber(tx, ending.subscriberId)
  const email = subscriber?.email ?? ('email' in ending ? ending.email : null)
  if (email === null || (subscriber && isOutdated(subscriber, ending))) return
  const { campaignId, reason } = ending
  const nowMs = clock.nowMs()
  await suppress(tx, { emailHash: hashEmail(email), reason, nowMs })
  if (subscriber) await endSubscription(tx, { id: subscriber.id, campaignId, reason, nowMs })
}

/** Makes what ends the subscription of a reader whose mailbox a server did not know when a campaign's mail was handed to it. */
export function noteDeadAddressBy({ db, ...parts }: EndParts & { db: Pick<Pool, 'transaction'> }) {
  return ({ campaignId, subscriberId }: { campaignId: string; subscriberId: string }): Promise<void> =>
    db.transaction((tx) => endBy(tx, parts, { subscriberId, campaignId, reason: 'bounced', atMs: parts.clock.nowMs() }))
}

function isOutdated({ status, confirmed_at }: Subscriber, { reason, atMs }: Ending): boolean {
  if (status === 'pending' || status === 'active') return confirmed_at !== null && confirmed_at.getTime() > atMs
  return STRENGTH[status] >= STRENGTH[reason]
}
