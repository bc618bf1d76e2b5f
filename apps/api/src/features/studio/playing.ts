import type { Database } from '../../db/database.ts'

/** How many members play something, and in how many streams: those with a place that were seen since. */
export async function countPlaying(
  db: Database,
  { quietSinceMs }: { quietSinceMs: number },
): Promise<{ streams: number; viewers: number }> {
  const [row] = await db.query<{ streams: number; viewers: number }>(
    'studio_playing',
    `select count(*)::integer as streams, count(distinct user_id)::integer as viewers from stream_sessions
     where place is not null and ended_at is null and last_seen_at > to_timestamp($1::float8 / 1000)`,
    [quietSinceMs],
  )
  return row ?? { streams: 0, viewers: 0 }
}
