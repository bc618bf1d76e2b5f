import type { Database } from '../../../db/database.ts'

/** Publishes what was scheduled for a time that has come, as soon as it can be played; those that another worker takes are left out. */
export function publishScheduled(
  tx: Database,
  { nowMs, limit }: { nowMs: number; limit: number },
): Promise<{ id: string; publish_at: Date }[]> {
  return tx.query(
    'studio_publish_scheduled',
    `with due as (
       select id, publish_at from content
       where status = 'scheduled' and publish_at <= to_timestamp($1::float8 / 1000) and deleted_at is null
         and (is_hls_ready or is_audio_hls_ready)
       order by publish_at limit $2 for update skip locked
     )
     update content set status = 'published', publish_at = null, publish_zone = null, publish_when_ready = false,
       published_at = coalesce(published_at, to_timestamp($1::float8 / 1000)), updated_at = to_timestamp($1::float8 / 1000)
     from due where content.id = due.id returning content.id, due.publish_at`,
    [nowMs, limit],
  )
}

/** Items that were deleted before a time. */
export function selectGone(
  db: Database,
  { deletedBeforeMs, limit }: { deletedBeforeMs: number; limit: number },
): Promise<{ id: string; slug: string }[]> {
  return db.query(
    'studio_gone',
    `select id, slug from content where deleted_at < to_timestamp($1::float8 / 1000) order by deleted_at limit $2`,
    [deletedBeforeMs, limit],
  )
}

/** @returns false where it was taken back meanwhile, or is gone already. */
export async function deleteGone(
  tx: Database,
  { id, deletedBeforeMs }: { id: string; deletedBeforeMs: number },
): Promise<boolean> {
  const rows = await tx.query(
    'studio_delete_gone',
    `delete from content where id = $1 and deleted_at < to_timestamp($2::float8 / 1000) returning id`,
    [id, deletedBeforeMs],
  )
  return rows.length > 0
}
