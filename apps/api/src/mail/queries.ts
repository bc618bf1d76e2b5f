import type { Database } from '../db/database.ts'
import type { MailKind } from './mails.ts'

interface NewMail {
  causeDigest: Buffer
  kind: MailKind
  recipient: string
  sealed: Buffer
  nowMs: number
  giveUpAtMs: number
}

/** Queues a mail, unless there was one for its cause. */
export async function insertMail(db: Database, mail: NewMail): Promise<void> {
  await db.query(
    'mail_insert',
    `insert into mails (cause_digest, kind, recipient, sealed, created_at, next_try_at, give_up_at)
     values ($1, $2, $3, $4, to_timestamp($5::float8 / 1000), to_timestamp($5::float8 / 1000), to_timestamp($6::float8 / 1000))
     on conflict (cause_digest) do nothing`,
    [mail.causeDigest, mail.kind, mail.recipient, mail.sealed, mail.nowMs, mail.giveUpAtMs],
  )
}

/** Removes mails that were sent, or given up, before a moment. @returns how many. */
export async function deleteMails(
  db: Database,
  { beforeMs, limit }: { beforeMs: number; limit: number },
): Promise<number> {
  const [row] = await db.query<{ deleted: number }>(
    'mail_delete',
    `with gone as (
       delete from mails where id in (
         select id from mails where ended_at < to_timestamp($1::float8 / 1000) order by ended_at limit $2)
       returning 1)
     select count(*)::integer as deleted from gone`,
    [beforeMs, limit],
  )
  return row?.deleted ?? 0
}
