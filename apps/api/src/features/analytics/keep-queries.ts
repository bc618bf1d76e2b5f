import type { Database } from '../../db/database.ts'

interface Old {
  beforeMs: number
  limit: number
}

/** @param month its first day. */
export async function makePartition(db: Database, month: string): Promise<void> {
  await db.query('analytics_make_partition', 'select make_view_partition($1)', [month])
}

/** The months that have a partition, by their first day. */
export function selectPartitions(db: Database): Promise<{ name: string; month: string }[]> {
  return db.query(
    'analytics_partitions',
    `select relname as name, to_char(to_date(right(relname, 7), 'YYYY_MM'), 'YYYY-MM-DD') as month
     from pg_inherits join pg_class on pg_class.oid = inhrelid
     where inhparent = 'video_analytics'::regclass and relname ~ '^video_analytics_\\d{4}_\\d{2}$' order by relname`,
  )
}

/** @param name as `selectPartitions` says it. */
export async function dropPartition(db: Database, name: string): Promise<void> {
  await db.query('', `drop table ${name}`)
}

/** Views before a month that never had a partition: older than our partitions, or of a time without a worker. @returns how many. */
export async function deleteUnpartitioned(
  db: Database,
  { beforeMonth, limit }: { beforeMonth: string; limit: number },
): Promise<number> {
  const rows = await db.query(
    'analytics_delete_unpartitioned',
    `delete from video_analytics_default where (viewed_at, id) in (
       select viewed_at, id from video_analytics_default
       where viewed_at < $1::date::timestamp at time zone 'utc' order by viewed_at limit $2)
     returning 1`,
    [beforeMonth, limit],
  )
  return rows.length
}

/** @returns how many rows were emptied. */
export async function forgetClients(db: Database, { beforeMs, limit }: Old): Promise<number> {
  const rows = await db.query(
    'analytics_forget_clients',
    `update video_analytics v set ip_address = null, user_agent = null, session_id = null
     from (
       select viewed_at, id from video_analytics
       where viewed_at < to_timestamp($1::float8 / 1000)
         and (ip_address is not null or user_agent is not null or session_id is not null)
       order by viewed_at limit $2) old
     where v.viewed_at = old.viewed_at and v.id = old.id
     returning 1`,
    [beforeMs, limit],
  )
  return rows.length
}

/** @returns how many rows were deleted. */
export async function deleteRecentViews(db: Database, { beforeMs, limit }: Old): Promise<number> {
  const rows = await db.query(
    'analytics_delete_recent',
    `delete from recent_views where (viewer, content_id) in (
       select viewer, content_id from recent_views where reported_at < to_timestamp($1::float8 / 1000) limit $2)
     and reported_at < to_timestamp($1::float8 / 1000)
     returning 1`,
    [beforeMs, limit],
  )
  return rows.length
}

/** Those of the days before one. */
export async function deleteSalts(db: Database, before: string): Promise<void> {
  await db.query('analytics_delete_salts', 'delete from viewer_salts where day < $1', [before])
}
