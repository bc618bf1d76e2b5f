import type { Database } from '../../../db/database.ts'
import type { Topic } from '../../../members/newsletter-topics.ts'
import type { Frequency, Status } from '../subscription.ts'

export interface SubscriberRow {
  id: string
  email: string
  name: string | null
  status: string
  source: string | null
  topics: string[]
  frequency: string
  consent_at: Date | null
  confirmed_at: Date | null
  unsubscribed_at: Date | null
}

/** The next subscribers, however they stand, in order of their ids. */
export async function selectSubscribersAfter(
  db: Database,
  { afterId, limit }: { afterId: string | null; limit: number },
): Promise<SubscriberRow[]> {
  return db.query<SubscriberRow>(
    'newsletter_subscribers_after',
    `select id, email, name, status, source, topics, frequency, consent_at, confirmed_at, unsubscribed_at
     from newsletter_subscribers where $1::uuid is null or id > $1 order by id limit $2`,
    [afterId, limit],
  )
}

/** How those of some addresses stand that are known. */
export async function selectStatuses(db: Database, emails: string[]): Promise<Map<string, Status>> {
  const rows = await db.query<{ email: string; status: Status }>(
    'newsletter_statuses',
    'select email, status from newsletter_subscribers where email = any($1::text[])',
    [emails],
  )
  return new Map(rows.map(({ email, status }) => [email, status]))
}

/** @returns those of some hashes of addresses that ended, in hexadecimal. */
export async function selectSuppressed(db: Database, emailHashes: Buffer[]): Promise<Set<string>> {
  const rows = await db.query<{ hash: string }>(
    'newsletter_suppressed',
    `select encode(email_hash, 'hex') as hash from newsletter_suppressions where email_hash = any($1::bytea[])`,
    [emailHashes],
  )
  return new Set(rows.map(({ hash }) => hash))
}

export interface ImportedSubscriber {
  email: string
  name: string | null
  source: string | null
  topics: readonly Topic[]
  frequency: Frequency
  consentAtMs: number
}

/** Adds subscribers who agreed elsewhere, and begins what waits to be confirmed. What ended meanwhile stays so. */
export async function insertImported(tx: Database, rows: ImportedSubscriber[], nowMs: number): Promise<void> {
  const column = <Key extends keyof ImportedSubscriber>(key: Key) => rows.map((row) => row[key])
  await tx.query(
    'newsletter_import',
    `insert into newsletter_subscribers as s
       (email, name, source, topics, frequency, consent_at, status, subscribed_at, created_at, updated_at)
     select r.email, r.name, r.source, string_to_array(r.topics, ' '), r.frequency,
       to_timestamp(r.consent_ms / 1000), 'active', t.now, t.now, t.now
     from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::float8[])
         as r (email, name, source, topics, frequency, consent_ms),
       (select to_timestamp($7::float8 / 1000) as now) t
     order by r.email
     on conflict (email) do update set status = 'active', consent_at = excluded.consent_at, updated_at = excluded.updated_at
       where s.status = 'pending'`,
    [
      ...[column('email'), column('name'), column('source')],
      ...[rows.map(({ topics }) => topics.join(' ')), column('frequency'), column('consentAtMs'), nowMs],
    ],
  )
}
