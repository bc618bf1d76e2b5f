import type { Database } from '../../db/database.ts'
import type { Topic } from '../../members/newsletter-topics.ts'
import type { Frequency, Status } from './subscription.ts'

export interface Subscriber {
  id: string
  email: string
  status: Status
  topics: Topic[]
  frequency: Frequency
  mailed_at: Date | null
  unsubscribed_at: Date | null
  confirmed_at: Date | null
}

const SUBSCRIBER = 'id, email, status, topics, frequency, mailed_at, unsubscribed_at, confirmed_at'

interface NewSubscriber {
  email: string
  name: string | null
  source: string | null
  clientIp: string
  topics: readonly Topic[]
  nowMs: number
}

/** Adds somebody who waits to confirm, or finds who is there; the row is locked until the transaction ends. */
export async function addPending(tx: Database, asked: NewSubscriber): Promise<Subscriber> {
  const [row] = await tx.query<Subscriber>(
    'newsletter_add_pending',
    `insert into newsletter_subscribers as s
       (email, name, source, client_ip, topics, status, subscribed_at, consent_at, created_at, updated_at)
     select $1, $2, $3, $4::inet, $5::text[], 'pending', t.now, t.now, t.now, t.now from (select to_timestamp($6::float8 / 1000) as now) t
     on conflict (email) do update set updated_at = excluded.updated_at
     returning ${SUBSCRIBER}`,
    [asked.email, asked.name, asked.source, asked.clientIp, asked.topics, asked.nowMs],
  )
  if (!row) throw new Error('An upsert returned no row')
  return row
}

/** Notes that a mail is on its way to a subscriber; of one who waits to confirm, with what was asked this time. */
export async function noteMailed(
  tx: Database,
  { id, name, source, clientIp, nowMs }: Pick<NewSubscriber, 'name' | 'source' | 'clientIp' | 'nowMs'> & { id: string },
): Promise<void> {
  await tx.query(
    'newsletter_note_mailed',
    `update newsletter_subscribers set mailed_at = to_timestamp($5::float8 / 1000),
       name = case when status = 'pending' then $2 else name end,
       source = case when status = 'pending' then $3 else source end,
       client_ip = case when status = 'pending' then $4::inet else client_ip end
     where id = $1`,
    [id, name, source, clientIp, nowMs],
  )
}

export async function selectSubscriber(db: Database, id: string): Promise<Subscriber | undefined> {
  const [row] = await db.query<Subscriber>(
    'newsletter_subscriber',
    `select ${SUBSCRIBER} from newsletter_subscribers where id = $1`,
    [id],
  )
  return row
}

/** The row is locked until the transaction ends. */
export async function lockSubscriber(tx: Database, id: string): Promise<Subscriber | undefined> {
  const [row] = await tx.query<Subscriber>(
    'newsletter_lock_subscriber',
    `select ${SUBSCRIBER} from newsletter_subscribers where id = $1 for update`,
    [id],
  )
  return row
}

/** The row is locked until the transaction ends. */
export async function lockSubscriberByEmail(tx: Database, email: string): Promise<Subscriber | undefined> {
  const [row] = await tx.query<Subscriber>(
    'newsletter_lock_subscriber_by_email',
    `select ${SUBSCRIBER} from newsletter_subscribers where email = $1 for update`,
    [email],
  )
  return row
}

/** @param agreed `consentAtMs`: when they asked for it. */
export async function activate(
  tx: Database,
  { id, consentAtMs, nowMs }: { id: string; consentAtMs: number; nowMs: number },
): Promise<void> {
  await tx.query(
    'newsletter_activate',
    `update newsletter_subscribers set status = 'active', unsubscribed_at = null,
       consent_at = to_timestamp($2::float8 / 1000), confirmed_at = to_timestamp($3::float8 / 1000),
       updated_at = to_timestamp($3::float8 / 1000)
     where id = $1`,
    [id, consentAtMs, nowMs],
  )
}

export type EndReason = 'unsubscribed' | 'bounced' | 'complained'

export async function endSubscription(
  tx: Database,
  { id, campaignId, reason, nowMs }: { id: string; campaignId: string | null; reason: EndReason; nowMs: number },
): Promise<void> {
  await tx.query(
    'newsletter_end',
    `with ended as (
       update newsletter_subscribers set status = $3, unsubscribed_at = to_timestamp($4::float8 / 1000),
         updated_at = to_timestamp($4::float8 / 1000)
       where id = $1 returning id)
     insert into newsletter_endings (subscriber_id, campaign_id, reason, at)
     select id, $2, $3, to_timestamp($4::float8 / 1000) from ended`,
    [id, campaignId, reason, nowMs],
  )
}

export async function setPreferences(
  db: Database,
  { id, topics, frequency, nowMs }: { id: string; topics: readonly Topic[]; frequency: Frequency; nowMs: number },
): Promise<Subscriber | undefined> {
  const [row] = await db.query<Subscriber>(
    'newsletter_set_preferences',
    `update newsletter_subscribers set topics = $2, frequency = $3, updated_at = to_timestamp($4::float8 / 1000)
     where id = $1 returning ${SUBSCRIBER}`,
    [id, topics, frequency, nowMs],
  )
  return row
}

/** @returns whether there was one. */
export async function deleteSubscriber(db: Database, email: string): Promise<boolean> {
  const rows = await db.query(
    'newsletter_delete_subscriber',
    'delete from newsletter_subscribers where email = $1 returning id',
    [email],
  )
  return rows.length > 0
}
