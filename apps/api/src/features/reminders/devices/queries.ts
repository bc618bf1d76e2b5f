import type { Database } from '../../../db/database.ts'
import { IS_NEEDLESS } from '../queries.ts'

export interface DeviceRow {
  id: string
  endpoint: string
  user_agent: string | null
  created_at: Date
  last_used_at: Date | null
}

const COLUMNS = 'id, endpoint, user_agent, created_at, last_used_at'

/** The latest first. */
export function selectDevices(db: Database, userId: string): Promise<DeviceRow[]> {
  return db.query<DeviceRow>(
    'push_devices_of_member',
    `select ${COLUMNS} from push_subscriptions where user_id = $1 order by created_at desc, id desc`,
    [userId],
  )
}

/** Devices of one member are counted and stored one after another. @returns false where member or sign-in have ended. */
export async function lockSubscriber(tx: Database, of: { userId: string; signInId: string }): Promise<boolean> {
  const [row] = await tx.query<{ lives: boolean }>('push_lock_subscriber', 'select lock_player($1, $2) as lives', [
    of.userId,
    of.signInId,
  ])
  return row?.lives === true
}

interface Subscription {
  id: string
  userId: string
  signInId: string
  endpoint: string
  keys: { p256dh: string; auth: string }
  userAgent: string | null
  nowMs: number
}

/** A browser has one address, and whoever signs in there last has its reminders. */
export async function upsertDevice(tx: Database, of: Subscription): Promise<DeviceRow> {
  const [row] = await tx.query<DeviceRow>(
    'push_upsert_device',
    `insert into push_subscriptions as known (id, user_id, sign_in_id, endpoint, p256dh, auth, user_agent, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000))
     on conflict on constraint push_subscriptions_endpoint_key do update set
       id = case when known.user_id = excluded.user_id then known.id else excluded.id end,
       created_at = case when known.user_id = excluded.user_id then known.created_at else excluded.created_at end,
       last_used_at = case when known.user_id = excluded.user_id then known.last_used_at end,
       next_try_at = case when known.user_id = excluded.user_id then known.next_try_at end,
       useful_until = case when known.user_id = excluded.user_id then known.useful_until end,
       user_id = excluded.user_id, sign_in_id = excluded.sign_in_id, p256dh = excluded.p256dh, auth = excluded.auth,
       user_agent = excluded.user_agent
     returning ${COLUMNS}`,
    [of.id, of.userId, of.signInId, of.endpoint, of.keys.p256dh, of.keys.auth, of.userAgent, of.nowMs],
  )
  if (!row) throw new Error('A device was not stored')
  return row
}

/** Forgets the oldest devices of a member beyond so many. */
export async function deleteDevicesBeyond(tx: Database, { userId, most }: { userId: string; most: number }) {
  await tx.query(
    'push_delete_devices_beyond',
    `delete from push_subscriptions where id in (
       select id from push_subscriptions where user_id = $1 order by created_at desc, id desc offset $2)`,
    [userId, most],
  )
}

/** Forgets a device. @returns whether there was one. */
export async function deleteOwnDevice(db: Database, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  const deleted = await db.query(
    'push_delete_device',
    'delete from push_subscriptions where user_id = $1 and id = $2 returning id',
    [userId, id],
  )
  return deleted.length > 0
}

/** What is pushed to all devices of a member; it takes the place of what waits for one. */
export async function queuePushes(
  tx: Database,
  { pushed, nowMs }: { pushed: readonly { userId: string; untilMs: number }[]; nowMs: number },
): Promise<void> {
  if (pushed.length === 0) return
  await tx.query(
    'push_queue',
    `update push_subscriptions s set next_try_at = to_timestamp($3::float8 / 1000), attempts = 0,
       useful_until = to_timestamp(p.until_ms / 1000)
     from unnest($1::uuid[], $2::float8[]) p(user_id, until_ms) where s.user_id = p.user_id`,
    [pushed.map(({ userId }) => userId), pushed.map(({ untilMs }) => untilMs), nowMs],
  )
}

export interface DuePush {
  id: string
  user_id: string
  endpoint: string
  p256dh: string
  auth: string
  attempts: number
  language: string | null
  /** Later it is of no use, or disturbs. */
  until: Date
  /** Whether the member still wants it, now. */
  is_wanted: boolean
}

/** Takes what is due, the longest first, for so long that whoever takes it has sent it by then. */
export function takeDuePushes(
  db: Database,
  of: { nowMs: number; leasedUntilMs: number; limit: number },
): Promise<DuePush[]> {
  return db.query<DuePush>(
    'push_take_due',
    `with due as (
       select id from push_subscriptions where next_try_at <= to_timestamp($1::float8 / 1000)
       order by next_try_at limit $3 for update skip locked)
     update push_subscriptions s set next_try_at = to_timestamp($2::float8 / 1000), attempts = s.attempts + 1
     from due, to_timestamp($1::float8 / 1000) now_at, users u join reminders r on r.user_id = u.id,
       lateral (select r.last_sent_on as due_on) day
     where s.id = due.id and u.id = s.user_id
     returning s.id, s.user_id, s.endpoint, s.p256dh, s.auth, s.attempts, u.language,
       least(s.useful_until, next_reminder('{1,2,3,4,5,6,7}', r.quiet_from, r.time_zone, now_at)) as until,
       r.due_at is not null and r.by_push and not is_quiet(r.quiet_from, r.quiet_until, r.time_zone, now_at)
         and not ${IS_NEEDLESS} as is_wanted`,
    [of.nowMs, of.leasedUntilMs, of.limit],
  )
}

/** What was taken is over. @param accepted whether its push service took it. */
export async function endPush(
  db: Database,
  { id, attempts }: Pick<DuePush, 'id' | 'attempts'>,
  { nowMs, accepted }: { nowMs: number; accepted: boolean },
): Promise<void> {
  await db.query(
    'push_end',
    `update push_subscriptions set next_try_at = null, useful_until = null,
       last_used_at = case when $4 then to_timestamp($3::float8 / 1000) else last_used_at end
     where id = $1 and attempts = $2`,
    [id, attempts, nowMs, accepted],
  )
}

export async function putPushOff(
  db: Database,
  { id, attempts }: Pick<DuePush, 'id' | 'attempts'>,
  nextTryAtMs: number,
): Promise<void> {
  await db.query(
    'push_put_off',
    `update push_subscriptions set next_try_at = to_timestamp($3::float8 / 1000)
     where id = $1 and attempts = $2 and next_try_at is not null`,
    [id, attempts, nextTryAtMs],
  )
}

/** Forgets a browser that its push service does not know any more. */
export async function deleteGone(db: Database, { id, endpoint }: Pick<DuePush, 'id' | 'endpoint'>): Promise<void> {
  await db.query('push_delete_gone', 'delete from push_subscriptions where id = $1 and endpoint = $2', [id, endpoint])
}
