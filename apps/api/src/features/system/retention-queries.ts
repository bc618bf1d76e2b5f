import type { Database } from '../../db/database.ts'

/** Which rows go, and how many at a time. */
interface Old {
  beforeMs: number
  limit: number
}

/** Each returns how many rows were deleted. */
export type DeleteSome = (db: Database, old: Old) => Promise<number>

/** Plays whose last token ended before a moment. */
export const deleteStreamSessions: DeleteSome = (db, { beforeMs, limit }) =>
  count(
    db,
    'retention_stream_sessions',
    `delete from stream_sessions where id in (
       select id from stream_sessions where expires_at < to_timestamp($1::float8 / 1000) order by expires_at limit $2)`,
    [beforeMs, limit],
  )

/** Transcodes that ended, well or not, before a moment. */
export const deleteMediaJobs: DeleteSome = (db, { beforeMs, limit }) =>
  count(
    db,
    'retention_media_jobs',
    `delete from media_jobs where id in (
       select id from media_jobs
       where state in ('completed', 'failed') and updated_at < to_timestamp($1::float8 / 1000)
       order by updated_at limit $2)`,
    [beforeMs, limit],
  )

/** Who never confirmed a subscription that they asked for before a moment. */
export const deleteUnconfirmed: DeleteSome = (db, { beforeMs, limit }) =>
  count(
    db,
    'retention_newsletter_subscribers',
    `delete from newsletter_subscribers where id in (
       select id from newsletter_subscribers
       where status = 'pending' and updated_at < to_timestamp($1::float8 / 1000) order by updated_at limit $2)`,
    [beforeMs, limit],
  )

async function count(db: Database, name: string, deletion: string, params: unknown[]): Promise<number> {
  const [row] = await db.query<{ deleted: number }>(
    name,
    `with gone as (${deletion} returning 1) select count(*)::integer as deleted from gone`,
    params,
  )
  return row?.deleted ?? 0
}
