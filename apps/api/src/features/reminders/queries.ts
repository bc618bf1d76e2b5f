import type { Database } from '../../db/database.ts'

export interface ReminderRow {
  days: number[]
  /** `07:30` */
  at_time: string
  time_zone: string
  due_at: Date | null
  by_mail: boolean
  by_push: boolean
  has_device: boolean
  /** `21:00`; null where no hours are quiet. */
  quiet_from: string | null
  quiet_until: string | null
}

const HAS_DEVICE = 'exists (select from push_subscriptions s where s.user_id = r.user_id)'
const COLUMNS = `days, to_char(at_time, 'HH24:MI') as at_time, time_zone, due_at, by_mail, by_push, ${HAS_DEVICE} as has_device,
  to_char(quiet_from, 'HH24:MI') as quiet_from, to_char(quiet_until, 'HH24:MI') as quiet_until`

export async function selectReminder(db: Database, userId: string): Promise<ReminderRow | undefined> {
  const [row] = await db.query<ReminderRow>(
    'reminders_of_member',
    `select ${COLUMNS} from reminders r where user_id = $1`,
    [userId],
  )
  return row
}

interface Choice {
  userId: string
  isOn: boolean
  days: readonly number[]
  time: string
  timeZone: string
  byMail: boolean
  byPush: boolean
  quietHours: { from: string; until: string } | null
  nowMs: number
}

export async function upsertReminder(db: Database, choice: Choice): Promise<ReminderRow> {
  const [row] = await db.query<ReminderRow>(
    'reminders_upsert',
    `insert into reminders as r (user_id, days, at_time, time_zone, due_at, by_mail, by_push, quiet_from, quiet_until,
       created_at, updated_at)
     select $1, $3, $4, $5, case when $2 then next_reminder($3, $4, $5, now_at) end, $7::boolean, $8::boolean, $9::time, $10::time, now_at, now_at
     from to_timestamp($6::float8 / 1000) now_at
     on conflict (user_id) do update set days = excluded.days, at_time = excluded.at_time, time_zone = excluded.time_zone,
       due_at = excluded.due_at, by_mail = excluded.by_mail, by_push = excluded.by_push,
       quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until, updated_at = excluded.updated_at
     returning ${COLUMNS}`,
    [
      ...[choice.userId, choice.isOn, choice.days, choice.time, choice.timeZone, choice.nowMs],
      ...[choice.byMail, choice.byPush, choice.quietHours?.from ?? null, choice.quietHours?.until ?? null],
    ],
  )
  if (!row) throw new Error('A reminder was not stored')
  return row
}

export async function switchOff(db: Database, userId: string, nowMs: number): Promise<void> {
  await db.query(
    'reminders_switch_off',
    `update reminders set due_at = null, updated_at = to_timestamp($2::float8 / 1000)
     where user_id = $1 and due_at is not null`,
    [userId, nowMs],
  )
}

export interface DueReminder {
  user_id: string
  email: string
  due_at: Date
  /** The day in the member's zone that it is due on. */
  due_on: string
  /** Whether the member wants nothing of it: they have practised on that day or do now, had one that day, or are no member now. */
  is_needless: boolean
  by_mail: boolean
  /** Whether devices are reminded, too: not where there is none, and not while they shall be quiet. */
  by_push: boolean
}

/**
 * Whether a member wants nothing of the reminder of a day: they practised on it or do now, or are no member now. Of a session
 * that runs and is not heard only its beginning is known.
 */
export const IS_NEEDLESS = `(u.status <> 'active' or u.deletion_requested_at is not null or exists (
  select from meditation_sessions s where s.user_id = r.user_id
    and s.started_at >= (due_on - 1)::timestamp at time zone r.time_zone
    and s.started_at < (due_on + 1)::timestamp at time zone r.time_zone
    and coalesce(s.ended_at, s.left_at, s.heard_until, s.started_at) >= due_on::timestamp at time zone r.time_zone))`

/** Those whose time has come, the longest due first; those that another worker takes are left out. */
export function lockDue(tx: Database, { nowMs, limit }: { nowMs: number; limit: number }): Promise<DueReminder[]> {
  return tx.query<DueReminder>(
    'reminders_lock_due',
    `select r.user_id, u.email, r.due_at, due_on::text as due_on,
       ${IS_NEEDLESS} or coalesce(r.last_sent_on >= due_on, false) as is_needless,
       r.by_mail, r.by_push and ${HAS_DEVICE}
         and not is_quiet(r.quiet_from, r.quiet_until, r.time_zone, to_timestamp($1::float8 / 1000)) as by_push
     from reminders r join users u on u.id = r.user_id,
       lateral (select (r.due_at at time zone r.time_zone)::date as due_on) day
     where r.due_at <= to_timestamp($1::float8 / 1000)
     order by r.due_at limit $2 for update of r skip locked`,
    [nowMs, limit],
  )
}

/** Whether a member still wants the reminder that was queued last, at an address. */
export async function isWanted(db: Database, { userId, email }: { userId: string; email: string }): Promise<boolean> {
  const rows = await db.query(
    'reminders_is_wanted',
    `select 1 from reminders r join users u on u.id = r.user_id, lateral (select r.last_sent_on as due_on) day
     where r.user_id = $1 and u.email = $2 and r.due_at is not null and r.by_mail and not ${IS_NEEDLESS}`,
    [userId, email],
  )
  return rows.length > 0
}

/** Moves reminders on to the next time that their members chose. @param sent those that are sent now. */
export async function moveOn(
  tx: Database,
  { userIds, sent, nowMs }: { userIds: readonly string[]; sent: readonly string[]; nowMs: number },
): Promise<void> {
  await tx.query(
    'reminders_move_on',
    `update reminders set due_at = next_reminder(days, at_time, time_zone, to_timestamp($3::float8 / 1000)),
       last_sent_on = case when user_id = any ($2::uuid[]) then (due_at at time zone time_zone)::date else last_sent_on end
     where user_id = any ($1::uuid[])`,
    [userIds, sent, nowMs],
  )
}
