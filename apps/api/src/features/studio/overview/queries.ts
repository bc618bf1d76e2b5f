import type { Database } from '../../../db/database.ts'

/** What was watched on a day, in UTC. */
export async function selectSecondsOf(db: Database, day: string): Promise<number> {
  const [row] = await db.query<{ seconds: number }>(
    'studio_seconds_of_day',
    'select watch_seconds::float8 as seconds from view_platform_days where day = $1::date',
    [day],
  )
  return row?.seconds ?? 0
}

export async function countNewMembers(db: Database, sinceMs: number, most: number): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'studio_new_members',
    `select count(*)::integer as total from (
       select from users where created_at >= to_timestamp($1::float8 / 1000) and status <> 'deleted' limit $2) found`,
    [sinceMs, most],
  )
  return row?.total ?? 0
}

/** @param failed `ownerId`: null for who looks after all items. */
export async function countFailedJobs(
  db: Database,
  { sinceMs, ownerId }: { sinceMs: number; ownerId: string | null },
): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'studio_failed_jobs',
    `select count(*)::integer as total from media_jobs j
     where state = 'failed' and updated_at >= to_timestamp($1::float8 / 1000)
       and ($2::uuid is null or exists (select from content c where c.id = j.content_id and c.owner_id = $2))`,
    [sinceMs, ownerId],
  )
  return row?.total ?? 0
}
