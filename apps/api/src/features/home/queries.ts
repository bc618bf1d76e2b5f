import type { Database } from '../../db/database.ts'

/** What a member did, as far as their home page asks. */
interface MemberRow {
  joined_at: Date
  has_breathed: boolean
  has_sat: boolean
}

/** An item that the member played, or does not want to be suggested. */
export interface ItemRow {
  content_id: string
  position_seconds: number | null
  sequence: number | null
  under_way: boolean | null
  watched_at: Date | null
  /** Null for what was never played. */
  updated_at: Date | null
  is_dismissed: boolean
}

/** Of one member, the latest: what was played before says little of today. */
const MAX_PLAYED = 500

/** One row for each item, those without any included once; the latest played first. */
export async function selectHome(
  db: Database,
  userId: string,
  dismissedSinceMs: number,
): Promise<{ member: MemberRow | undefined; items: ItemRow[] }> {
  const rows = await db.query<MemberRow & (ItemRow | { content_id: null })>(
    'home_of_member',
    `select u.created_at as joined_at,
       exists (
         select from meditation_sessions s where s.user_id = u.id and s.session_type in ('guided', 'free_practice')
       ) as has_breathed,
       exists (select from meditation_sessions s where s.user_id = u.id and s.session_type = 'timer') as has_sat,
       items.*
     from users u
     left join lateral (
       select content_id, p.position_seconds, p.sequence::float8 as sequence, p.under_way and not p.is_removed as under_way,
         p.watched_at, p.updated_at, d.content_id is not null as is_dismissed
       from (
         select * from watch_positions where user_id = u.id order by updated_at desc limit ${MAX_PLAYED}
       ) p
       full join (
         select content_id from dismissed_suggestions
         where user_id = u.id and dismissed_at > to_timestamp($2::float8 / 1000)
       ) d using (content_id)
     ) items on true
     where u.id = $1
     order by items.updated_at desc nulls last, content_id`,
    [userId, dismissedSinceMs],
  )
  return { member: rows[0], items: rows.filter((row): row is MemberRow & ItemRow => row.content_id !== null) }
}

export async function upsertDismissal(
  db: Database,
  { userId, contentId, nowMs }: { userId: string; contentId: string; nowMs: number },
): Promise<void> {
  await db.query(
    'home_dismiss',
    `insert into dismissed_suggestions (user_id, content_id, dismissed_at)
     values ($1, $2, to_timestamp($3::float8 / 1000))
     on conflict (user_id, content_id) do update set dismissed_at = excluded.dismissed_at`,
    [userId, contentId, nowMs],
  )
}

export async function deleteDismissal(
  db: Database,
  { userId, contentId }: { userId: string; contentId: string },
): Promise<void> {
  await db.query('home_undismiss', 'delete from dismissed_suggestions where user_id = $1 and content_id = $2', [
    userId,
    contentId,
  ])
}
