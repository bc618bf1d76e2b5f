import type { Database } from '../../../db/database.ts'

/** What a campaign says, since it was started. */
export async function selectLetter(db: Database, campaignId: string): Promise<{ letter: unknown } | undefined> {
  const [row] = await db.query<{ letter: unknown }>(
    'campaign_letter',
    'select letter from campaigns where id = $1 and letter is not null',
    [campaignId],
  )
  return row
}

export async function isSubscribed(db: Database, subscriberId: string): Promise<boolean> {
  const rows = await db.query(
    'campaign_is_subscribed',
    `select 1 from newsletter_subscribers where id = $1 and status = 'active'`,
    [subscriberId],
  )
  return rows.length > 0
}

/** Begins the campaigns whose time has come. */
export async function beginDue(db: Database, nowMs: number): Promise<void> {
  await db.query(
    'campaign_begin_due',
    `update campaigns set state = 'sending', started_at = to_timestamp($1::float8 / 1000)
     where state = 'scheduled' and starts_at <= to_timestamp($1::float8 / 1000)`,
    [nowMs],
  )
}

export interface SendingRow {
  id: string
  audience: unknown
  last_subscriber_id: string | null
  /** Of all campaigns: they share the rate. */
  paced_until: Date | null
}

/** The campaign that is being sent, the one that began first; locked until the transaction ends. */
export async function lockSending(tx: Database): Promise<SendingRow | undefined> {
  const [row] = await tx.query<SendingRow>(
    'campaign_lock_sending',
    `select id, audience, last_subscriber_id, (select max(paced_until) from campaigns) as paced_until
     from campaigns where state = 'sending' order by starts_at, id limit 1 for update`,
  )
  return row
}

/** How many mails of campaigns are on their way; those of paused ones wait without counting. */
export async function countQueued(db: Database): Promise<number> {
  const [row] = await db.query<{ count: number }>(
    'campaign_count_queued',
    `select count(*)::integer as count from campaigns c join campaign_deliveries d on d.campaign_id = c.id and d.state = 'queued'
     where c.state <> 'paused'`,
  )
  return row?.count ?? 0
}

/** @param mails `digests` of the mails to `subscriberIds`, in the same order. */
export async function insertDeliveries(
  tx: Database,
  mails: { campaignId: string; digests: Buffer[]; subscriberIds: string[]; nowMs: number },
): Promise<void> {
  await tx.query(
    'campaign_insert_deliveries',
    `insert into campaign_deliveries (cause_digest, campaign_id, subscriber_id, queued_at)
     select digest, $1, subscriber, to_timestamp($4::float8 / 1000) from unnest($2::bytea[], $3::uuid[]) as d (digest, subscriber)
     on conflict do nothing`,
    [mails.campaignId, mails.digests, mails.subscriberIds, mails.nowMs],
  )
}

export async function noteQueued(
  tx: Database,
  {
    campaignId,
    lastSubscriberId,
    pacedUntilMs,
  }: { campaignId: string; lastSubscriberId: string | null; pacedUntilMs: number },
): Promise<void> {
  await tx.query(
    'campaign_note_queued',
    `update campaigns set last_subscriber_id = $2, paced_until = to_timestamp($3::float8 / 1000) where id = $1`,
    [campaignId, lastSubscriberId, pacedUntilMs],
  )
}

export async function endSending(tx: Database, campaignId: string, nowMs: number): Promise<void> {
  await tx.query(
    'campaign_end',
    `update campaigns set state = 'sent', ended_at = to_timestamp($2::float8 / 1000) where id = $1`,
    [campaignId, nowMs],
  )
}
