import type { Database } from '../../db/database.ts'
import { macsFor, type RootKeys } from '../../sealing.ts'

export type SuppressionReason = 'unsubscribed' | 'bounced' | 'complained' | 'deleted'

/** How an address stands among those that get no newsletter: nobody who has a copy of the database can read it. */
export type HashEmail = (email: string) => Buffer

export function emailHasher({ lasting }: Pick<RootKeys, 'lasting'>): HashEmail {
  return macsFor('newsletter-suppression', [lasting]).of
}

/** A complaint is the last word: what comes after it changes nothing. */
export async function suppress(
  db: Database,
  { emailHash, reason, nowMs }: { emailHash: Buffer; reason: SuppressionReason; nowMs: number },
): Promise<void> {
  await db.query(
    'newsletter_suppress',
    `insert into newsletter_suppressions as s (email_hash, reason, at) values ($1, $2, to_timestamp($3::float8 / 1000))
     on conflict (email_hash) do update set reason = excluded.reason, at = excluded.at where s.reason <> 'complained'`,
    [emailHash, reason, nowMs],
  )
}

export async function selectSuppression(
  db: Database,
  emailHash: Buffer,
): Promise<{ reason: SuppressionReason; at: Date } | undefined> {
  const [row] = await db.query<{ reason: SuppressionReason; at: Date }>(
    'newsletter_suppression',
    'select reason, at from newsletter_suppressions where email_hash = $1',
    [emailHash],
  )
  return row
}

export async function liftSuppression(db: Database, emailHash: Buffer): Promise<void> {
  await db.query('newsletter_lift_suppression', 'delete from newsletter_suppressions where email_hash = $1', [
    emailHash,
  ])
}
