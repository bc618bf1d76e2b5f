import type { SessionMetrics } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../db/database.ts'

export interface Ending {
  id: string
  userId: string
  endedAtMs: number
  /** What the client says; it cannot be longer than the session. */
  pausedSeconds: number
  /** By the member; false: because they left. */
  completed: boolean
}

/** Ends a session that runs. @returns nothing if it is not theirs, or has ended already. */
export async function markEnded(db: Database, ending: Ending): Promise<{ store_breath: boolean } | undefined> {
  const [row] = await db.query<{ store_breath: boolean }>(
    'meditation_mark_ended',
    `update meditation_sessions s
     set ended_at = s.started_at + elapsed, completed = $5, updated_at = now(),
       paused_seconds = least($4::float8, extract(epoch from elapsed))::integer,
       duration_seconds = greatest(0, extract(epoch from elapsed) - $4::float8)::integer
     from (
       select id, greatest(to_timestamp($3::float8 / 1000) - started_at, interval '0') as elapsed
       from meditation_sessions where id = $1
     ) measured
     where s.id = measured.id and s.user_id = $2 and s.ended_at is null
     returning s.store_breath`,
    [ending.id, ending.userId, ending.endedAtMs, ending.pausedSeconds, ending.completed],
  )
  return row
}

/**
 * Lengthens a session that was closed because its member was out of reach, to what their device measured, once. Those that a
 * device told whole stay as they are.
 */
export async function markLasted(db: Database, { id, userId, endedAtMs, pausedSeconds }: Omit<Ending, 'completed'>) {
  await db.query(
    'meditation_mark_lasted',
    `update meditation_sessions s
     set ended_at = s.started_at + elapsed, completed = true, updated_at = now(),
       paused_seconds = least($4::float8, extract(epoch from elapsed))::integer,
       duration_seconds = greatest(s.duration_seconds, extract(epoch from elapsed) - $4::float8)::integer
     from (
       select id, greatest(to_timestamp($3::float8 / 1000), ended_at) - started_at as elapsed
       from meditation_sessions where id = $1
     ) measured
     where s.id = measured.id and s.user_id = $2 and s.ended_at is not null and not s.completed
       and s.session_type in ('guided', 'free_practice')`,
    [id, userId, endedAtMs, pausedSeconds],
  )
}

/** Notes that the page of a running session is being closed. */
export async function markLeft(
  db: Database,
  { id, userId, leftAtMs, pausedSeconds }: { id: string; userId: string; leftAtMs: number; pausedSeconds: number },
): Promise<void> {
  await db.query(
    'meditation_mark_left',
    `update meditation_sessions
     set left_at = to_timestamp($3::float8 / 1000),
       paused_seconds =
         greatest(0, least($4::float8, extract(epoch from to_timestamp($3::float8 / 1000) - started_at)))::integer
     where id = $1 and user_id = $2 and ended_at is null`,
    [id, userId, leftAtMs, pausedSeconds],
  )
}

/** Takes back that a session was left. @returns false if it has ended. */
export async function markResumed(db: Database, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  const rows = await db.query(
    'meditation_mark_resumed',
    `update meditation_sessions set left_at = null, paused_seconds = 0
     where id = $1 and user_id = $2 and ended_at is null returning id`,
    [id, userId],
  )
  return rows.length > 0
}

/** What a session's stream leaves behind. */
export interface DroppedStream {
  /** What it had counted; null if nothing. */
  metrics: unknown
  /** When it began to count. */
  clock_origin: Date
  /** An earlier stream of the session was lost with all that it had counted; its phases are stored. */
  began_anew: boolean
}

/** Removes what the live stream needed to go on. @returns nothing if there was none. */
export async function dropStream(db: Database, sessionId: string): Promise<DroppedStream | undefined> {
  const [row] = await db.query<DroppedStream>(
    'meditation_drop_stream',
    `delete from breath_streams s where session_id = $1
     returning metrics, clock_origin, exists (
       select from breath_events e where e.session_id = s.session_id and e.timestamp < s.clock_origin
     ) as began_anew`,
    [sessionId],
  )
  return row
}

export async function saveMetrics(db: Database, sessionId: string, metrics: SessionMetrics): Promise<void> {
  await db.query(
    'meditation_save_metrics',
    `update meditation_sessions
     set total_breaths = $2, avg_breath_duration = $3, breath_consistency_score = $4, inhale_exhale_ratio = $5,
       quality_score = $6
     where id = $1`,
    [
      sessionId,
      metrics.total_breaths,
      metrics.avg_breath_duration,
      metrics.breath_consistency_score,
      metrics.inhale_exhale_ratio,
      metrics.quality_score,
    ],
  )
}

export interface Absence {
  /** Left before this moment, and nothing was sent since. */
  leftBeforeMs: number
  /** Last sent before this moment. */
  heardBeforeMs: number
  /** Never sent, and begun before this moment. */
  unheardSinceMs: number
  /** Whoever is in a circle may come back as long as it lasts. */
  circleOverMs: number
  limit: number
}

/** Running sessions that nobody is in any more, with when they were last known to be. */
export async function selectAbandoned(
  db: Database,
  { leftBeforeMs, heardBeforeMs, unheardSinceMs, circleOverMs, limit }: Absence,
): Promise<{ id: string; user_id: string; left_at_ms: number; paused_seconds: number }[]> {
  return db.query(
    'meditation_abandoned',
    `select id, user_id, paused_seconds,
       (extract(epoch from coalesce(greatest(left_at, heard_until), started_at)) * 1000)::float8 as left_at_ms
     from meditation_sessions
     where ended_at is null and (
       left_at < to_timestamp($1::float8 / 1000) and coalesce(heard_until < to_timestamp($1::float8 / 1000), true) or
       heard_until < to_timestamp($2::float8 / 1000) or
       heard_until is null and started_at < to_timestamp($3::float8 / 1000))
       and not exists (
         select 1 from circle_members m join circles c on c.id = m.circle_id
         where m.session_id = meditation_sessions.id and c.ends_at > to_timestamp($4::float8 / 1000))
     order by started_at limit $5`,
    [leftBeforeMs, heardBeforeMs, unheardSinceMs, circleOverMs, limit],
  )
}
