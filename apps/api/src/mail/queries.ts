import type { Language } from '@better-and-bliss/membership'
import { type Conditions, conditionsOf } from '../db/conditions.ts'
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

/** Queues mails that nobody waits for, unless there was one for their cause; `again`: also one of which it is in doubt whether it arrived. */
export async function insertBulkMails(
  db: Database,
  mails: readonly NewMail[],
  { again }: { again: boolean },
): Promise<void> {
  const column = <Key extends keyof NewMail>(key: Key) => mails.map((mail) => mail[key])
  await db.query(
    again ? 'mail_insert_bulk_again' : 'mail_insert_bulk',
    `insert into mails as known (cause_digest, kind, recipient, sealed, created_at, next_try_at, give_up_at, is_bulk)
     select cause_digest, kind, recipient, sealed, to_timestamp(now_ms / 1000), to_timestamp(now_ms / 1000),
       to_timestamp(give_up_ms / 1000), true
     from unnest($1::bytea[], $2::text[], $3::text[], $4::bytea[], $5::float8[], $6::float8[])
       as m (cause_digest, kind, recipient, sealed, now_ms, give_up_ms)
     on conflict (cause_digest) do ${again ? REVIVE : 'nothing'}`,
    [
      ...[column('causeDigest'), column('kind'), column('recipient')],
      ...[column('sealed'), column('nowMs'), column('giveUpAtMs')],
    ],
  )
}

const REVIVE = `update set state = 'queued', recipient = excluded.recipient, sealed = excluded.sealed,
  next_try_at = excluded.next_try_at, give_up_at = excluded.give_up_at, in_flight = false, ended_at = null, last_error = null
  where known.state = 'dead' and known.in_flight`

/** Mails of a campaign that is paused wait until it goes on. A subquery with one answer: an `exists` may be planned over all of them. */
const IS_HELD = `(is_bulk and coalesce((
  select c.state = 'paused' from campaign_deliveries d join campaigns c on c.id = d.campaign_id
  where d.cause_digest = mails.cause_digest), false))`

/** Of mails that waited while their campaign was paused: they are of use again until `uselessAtMs`. */
export async function renewHeldMails(tx: Database, campaignId: string, uselessAtMs: number): Promise<void> {
  await tx.query(
    'mail_renew_held',
    `update mails m set give_up_at = greatest(m.give_up_at, to_timestamp($2::float8 / 1000)) from campaign_deliveries d
     where d.campaign_id = $1 and d.state = 'queued' and m.cause_digest = d.cause_digest and m.state = 'queued'`,
    [campaignId, uselessAtMs],
  )
}

export interface DueMail {
  id: string
  kind: MailKind
  recipient: string
  sealed: Buffer
  cause_digest: Buffer
  /** The one that begins, from 1. */
  attempts: number
  is_bulk: boolean
  /** Whoever began the attempt before never said how it went. */
  was_in_flight: boolean
  /** What the member with this address has chosen; null where there is none, or none was chosen. */
  language: Language | null
  give_up_at: Date
  last_error: string | null
}

/** A plan that was made while few mails waited sorts all of them for each that is taken, when many wait. */
const PLANNED_EACH_TIME = ''

/**
 * Takes the mail that has been due for longest; one of a campaign only if nothing else is due. Nobody else gets it before
 * `leasedUntilMs`; the number of the attempt proves later that it is still ours.
 */
export async function takeDueMail(
  db: Database,
  { nowMs, leasedUntilMs, takesBulk }: { nowMs: number; leasedUntilMs: number; takesBulk: boolean },
): Promise<DueMail | undefined> {
  const [row] = await db.query<DueMail>(
    PLANNED_EACH_TIME,
    `with due as materialized (
       select id, in_flight from mails
       where state = 'queued' and next_try_at <= to_timestamp($1::float8 / 1000) and not ${takesBulk ? IS_HELD : 'is_bulk'}
       order by is_bulk, next_try_at limit 1 for update skip locked)
     update mails set attempts = attempts + 1, next_try_at = to_timestamp($2::float8 / 1000), in_flight = true
     from due where mails.id = due.id
     returning mails.id, kind, recipient, sealed, cause_digest, attempts, give_up_at, last_error, is_bulk,
       due.in_flight as was_in_flight,
       (select u.language from users u where u.email = mails.recipient) as language`,
    [nowMs, leasedUntilMs],
  )
  return row
}

/** An attempt at a mail. */
interface Attempt {
  id: string
  attempts: number
}

/** What it said and to whom is forgotten. */
export async function markSent(db: Database, { id, attempts }: Attempt, nowMs: number): Promise<void> {
  await db.query(
    'mail_mark_sent',
    `update mails set state = 'sent', recipient = null, sealed = null, last_error = null, in_flight = false,
       ended_at = to_timestamp($3::float8 / 1000)
     where id = $1 and attempts = $2 and state = 'queued'`,
    [id, attempts, nowMs],
  )
}

/** @param error null for an attempt that was broken off. */
export async function putOff(
  db: Database,
  { id, attempts }: Attempt,
  { nextTryAtMs, error }: { nextTryAtMs: number; error: string | null },
): Promise<void> {
  await db.query(
    'mail_put_off',
    `update mails set next_try_at = to_timestamp($3::float8 / 1000), last_error = coalesce($4, last_error), in_flight = false
     where id = $1 and attempts = $2 and state = 'queued'`,
    [id, attempts, nextTryAtMs, error],
  )
}

/** @param end `maskedRecipient`: what stays of the address. `isCertain`: it was not delivered. */
export async function markDead(
  db: Database,
  { id, attempts }: Attempt,
  end: { nowMs: number; error: string; maskedRecipient: string; isCertain: boolean },
): Promise<void> {
  await db.query(
    'mail_mark_dead',
    `update mails set state = 'dead', recipient = $5, sealed = null, last_error = $4, in_flight = not $6::boolean,
       ended_at = to_timestamp($3::float8 / 1000)
     where id = $1 and attempts = $2 and state = 'queued'`,
    [id, attempts, end.nowMs, end.error, end.maskedRecipient, end.isCertain],
  )
}

/** Of a reader who is not written to any more. */
export async function deleteAttempted(db: Database, { id, attempts }: Attempt): Promise<void> {
  await db.query('mail_delete_attempted', `delete from mails where id = $1 and attempts = $2 and state = 'queued'`, [
    id,
    attempts,
  ])
}

/** Whether a mail has waited since before `lateMs` and none was sent since, and how many were given up after `deadMs`. */
export async function selectMailTrouble(
  db: Database,
  { lateMs, deadMs }: { lateMs: number; deadMs: number },
): Promise<{ late: boolean; dead: number }> {
  const [row] = await db.query<{ late: boolean; dead: number }>(
    'mail_trouble',
    `select exists (select from mails where state = 'queued' and created_at < to_timestamp($1::float8 / 1000) and not ${IS_HELD})
         and not exists (select from mails where state = 'sent' and ended_at > to_timestamp($1::float8 / 1000)) as late,
       (select count(*)::integer from mails where state = 'dead' and ended_at > to_timestamp($2::float8 / 1000)) as dead`,
    [lateMs, deadMs],
  )
  return row ?? { late: false, dead: 0 }
}

/** How many mails wait, are on their way, wait for another attempt, and were given up since; `cause`: the latest trouble, in words. */
export async function selectMailQueue(
  db: Database,
  failedSinceMs: number,
): Promise<{ waiting: number; running: number; retrying: number; failed: number; cause: string | null }> {
  const [row] = await db.query<Awaited<ReturnType<typeof selectMailQueue>>>(
    'mail_queue',
    `select (count(*) filter (where state = 'queued' and attempts = 0 and not in_flight))::integer as waiting,
       (count(*) filter (where state = 'queued' and in_flight))::integer as running,
       (count(*) filter (where state = 'queued' and attempts > 0 and not in_flight))::integer as retrying,
       (count(*) filter (where state = 'dead'))::integer as failed,
       (array_agg(last_error order by coalesce(ended_at, next_try_at) desc) filter (where last_error is not null))[1] as cause
     from (
       select state, attempts, in_flight, last_error, ended_at, next_try_at from mails where state = 'queued'
       union all
       select state, attempts, in_flight, last_error, ended_at, next_try_at from mails
       where state = 'dead' and ended_at > to_timestamp($1::float8 / 1000)) found`,
    [failedSinceMs],
  )
  return row ?? { waiting: 0, running: 0, retrying: 0, failed: 0, cause: null }
}

export const MAIL_STATES = ['queued', 'sent', 'dead'] as const
export type MailState = (typeof MAIL_STATES)[number]

/** What may be told of a mail: neither what it says nor to whom, but for the masked address of a dead one. */
export interface ListedMail {
  id: string
  kind: MailKind
  state: MailState
  attempts: number
  recipient: string | null
  last_error: string | null
  created_at: Date
  next_try_at: Date | null
  ended_at: Date | null
}

/** @param page `state`: only those in it. */
export async function selectMails(
  db: Database,
  { state, limit, offset }: { state: MailState | undefined; limit: number; offset: number },
): Promise<ListedMail[]> {
  const { where, values } = conditionsOfMails(state)
  const place = values.length
  return db.query<ListedMail>(
    '',
    `select id, kind, state, attempts, case when state = 'dead' then recipient end as recipient, last_error, created_at,
       case when state = 'queued' then next_try_at end as next_try_at, ended_at
     from mails where ${where}
     order by created_at desc, id limit $${place + 1} offset $${place + 2}`,
    [...values, limit, offset],
  )
}

/** Mails, up to one more than `most`. */
export async function countMails(db: Database, state: MailState | undefined, most: number): Promise<number> {
  const { where, values } = conditionsOfMails(state)
  const [row] = await db.query<{ total: number }>(
    '',
    `select count(*)::integer as total from (select from mails where ${where} limit ${most + 1}) found`,
    values,
  )
  return row?.total ?? 0
}

/** That a mail was not sent is said in the words of an index, which has those alone. */
function conditionsOfMails(state: MailState | undefined): Conditions {
  return conditionsOf([['state = $1', state], ...(state && state !== 'sent' ? [[`state <> 'sent'`] as const] : [])])
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
