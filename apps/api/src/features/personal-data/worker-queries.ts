import type { Language } from '@better-and-bliss/membership'
import type { Database } from '../../db/database.ts'

export interface QueuedExport {
  id: string
  user_id: string
  sub: string
  email: string
  requested_at: Date
  /** This one counts. */
  attempts: number
}

/** Takes the export that waits longest, for as long as the lease; undefined when none does. */
export async function takeQueuedExport(
  db: Database,
  { nowMs, leasedUntilMs }: { nowMs: number; leasedUntilMs: number },
): Promise<QueuedExport | undefined> {
  const [row] = await db.query<QueuedExport>(
    'personal_data_take_export',
    `update data_exports e set attempts = attempts + 1, next_try_at = to_timestamp($2::float8 / 1000)
     from users u
     where u.id = e.user_id and e.id = (
       select id from data_exports where state = 'queued' and next_try_at <= to_timestamp($1::float8 / 1000)
       order by next_try_at limit 1 for update skip locked)
     returning e.id, e.user_id, u.cognito_sub as sub, u.email, e.requested_at, e.attempts`,
    [nowMs, leasedUntilMs],
  )
  return row
}

export async function putOffExport(
  db: Database,
  { id, state, nextTryAtMs }: { id: string; state: 'queued' | 'failed'; nextTryAtMs: number },
): Promise<void> {
  await db.query(
    'personal_data_put_off_export',
    `update data_exports set state = $2, next_try_at = to_timestamp($3::float8 / 1000) where id = $1 and state = 'queued'`,
    [id, state, nextTryAtMs],
  )
}

/** @returns whether it was waiting until now. */
export async function finishExport(
  db: Database,
  { id, sizeBytes, expiresAtMs }: { id: string; sizeBytes: number; expiresAtMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'personal_data_finish_export',
    `update data_exports set state = 'ready', size_bytes = $2, expires_at = to_timestamp($3::float8 / 1000)
     where id = $1 and state = 'queued' returning id`,
    [id, sizeBytes, expiresAtMs],
  )
  return rows.length > 0
}

/** @returns those of some exports whose files are still needed. */
export async function selectLivingExports(db: Database, ids: readonly string[], nowMs: number): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>(
    'personal_data_living_exports',
    `select id from data_exports where id::text = any($1)
       and (state = 'queued' or (state in ('ready', 'downloading') and expires_at > to_timestamp($2::float8 / 1000)))`,
    [ids, nowMs],
  )
  return new Set(rows.map(({ id }) => id))
}

export interface Leaving {
  id: string
  sub: string
  email: string
  language: Language | null
}

/** Marks members as deleted who asked for it before a moment: account and sign-ins end with that. */
export async function markDueDeleted(db: Database, requestedBeforeMs: number): Promise<void> {
  await db.query(
    'personal_data_mark_deleted',
    `update users set status = 'deleted', updated_at = now()
     where id in (select id from users
       where deletion_requested_at <= to_timestamp($1::float8 / 1000) and status <> 'deleted' for update skip locked)`,
    [requestedBeforeMs],
  )
}

/** Members who asked for it and are marked, but of whom something is left. */
export function selectLeaving(db: Database): Promise<Leaving[]> {
  return db.query<Leaving>(
    'personal_data_leaving',
    `select id, cognito_sub as sub, email, language from users
     where deletion_requested_at is not null and status = 'deleted' order by deletion_requested_at limit 100`,
  )
}

/** Removes a member and all that names them, but for what `members/` keeps by their subject. @returns false if another worker did. */
export async function deleteMember(db: Database, { id }: Leaving): Promise<boolean> {
  await db.query(
    'personal_data_forget_viewer',
    `update video_analytics set user_id = null, session_id = null, ip_address = null, user_agent = null where user_id = $1`,
    [id],
  )
  await db.query('personal_data_forget_recent_views', 'delete from recent_views where viewer = $1', [id])
  const rows = await db.query('personal_data_delete_member', 'delete from users where id = $1 returning id', [id])
  return rows.length > 0
}
