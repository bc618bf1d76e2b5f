import type { EventType, Pattern } from '@better-and-bliss/breath/protocol'
import type { Database, Pool } from '../../db/database.ts'

/** A session as it is stored, with the title it followed. */
export interface SessionRow {
  id: string
  session_type: 'guided' | 'free_practice' | 'timer' | 'listening'
  pattern: Pattern
  pattern_name: string | null
  target: unknown
  started_at: Date
  ended_at: Date | null
  duration_seconds: number | null
  completed: boolean
  store_breath: boolean
  was_heard: boolean
  total_breaths: number
  avg_breath_duration: number | null
  breath_consistency_score: number | null
  inhale_exhale_ratio: number | null
  quality_score: number | null
  mood_before: number | null
  mood_after: number | null
  note: string | null
  content_id: string | null
  content_title: string
  content_slug: string
  content_type: 'video' | 'audio'
}

const COLUMNS = `s.id, s.session_type, s.pattern, s.pattern_name, s.target, s.started_at, s.ended_at, s.duration_seconds, s.completed,
  s.store_breath, s.heard_until is not null as was_heard, s.total_breaths, s.avg_breath_duration::float8, s.breath_consistency_score::float8,
  s.inhale_exhale_ratio::float8, s.quality_score::float8, s.mood_before, s.mood_after, s.note,
  c.id as content_id, c.title as content_title, c.slug as content_slug, c.content_type`

const SESSIONS = 'meditation_sessions s left join content c on c.id = s.content_id'

export interface NewSession {
  id: string
  userId: string
  contentId: string | null
  sessionType: 'guided' | 'free_practice'
  pattern: Pattern
  /** What one of the studio's patterns is called. */
  patternName: string | null
  target: object | null
  storeBreath: boolean
  nowMs: number
}

export async function insertSession(db: Database, session: NewSession): Promise<void> {
  await db.query(
    'meditation_insert_session',
    `insert into meditation_sessions (id, user_id, content_id, session_type, pattern, target, store_breath, pattern_name,
       started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9::float8 / 1000))`,
    [
      session.id,
      session.userId,
      session.contentId,
      session.sessionType,
      session.pattern,
      session.target,
      session.storeBreath,
      session.patternName,
      session.nowMs,
    ],
  )
}

/** Nothing for a session that is somebody else's, or nobody's. */
export async function selectSession(
  db: Database,
  { id, userId }: { id: string; userId: string },
): Promise<SessionRow | undefined> {
  const [row] = await db.query<SessionRow>(
    'meditation_session',
    `select ${COLUMNS} from ${SESSIONS} where s.id = $1 and s.user_id = $2`,
    [id, userId],
  )
  return row
}

/** Newest first. */
export async function selectSessions(
  db: Database,
  { userId, limit, offset }: { userId: string; limit: number; offset: number },
): Promise<SessionRow[]> {
  return db.query(
    'meditation_sessions',
    `select ${COLUMNS} from ${SESSIONS} where s.user_id = $1
     order by s.started_at desc, s.id desc limit $2 offset $3`,
    [userId, limit, offset],
  )
}

export async function countSessions(db: Database, userId: string): Promise<number> {
  const [row] = await db.query<{ total: number }>(
    'meditation_count_sessions',
    'select count(*)::integer as total from meditation_sessions where user_id = $1',
    [userId],
  )
  return row?.total ?? 0
}

/** A page of the sessions before one (null: from the newest on), newest first. */
export async function selectSessionsBefore(
  db: Database,
  { userId, before, limit }: { userId: string; before: SessionRow | null; limit: number },
): Promise<SessionRow[]> {
  return db.query(
    'meditation_sessions_before',
    `select ${COLUMNS} from ${SESSIONS}
     where s.user_id = $1 and ($2::uuid is null or
       (s.started_at, s.id) < (select started_at, id from meditation_sessions where id = $2))
     order by s.started_at desc, s.id desc limit $3`,
    [userId, before?.id ?? null, limit],
  )
}

/** A finished phase, with its time since the session's start. */
export interface EventRow {
  id: string
  event_type: EventType
  timestamp: Date
  t_ms: number
  duration_ms: number | null
  volume_rms: number | null
  spectral_centroid: number | null
  confidence_score: number | null
  breath_number: number | null
  is_consistent: boolean | null
  deviation_from_target: number | null
}

/** A page of the phases after one (null: from the first on), in order. The caller has checked whose session it is. */
export async function selectEvents(
  db: Database,
  { sessionId, after, limit }: { sessionId: string; after: EventRow | null; limit: number },
): Promise<EventRow[]> {
  return db.query(
    'meditation_events',
    `select e.id, e.event_type, e.timestamp, (extract(epoch from e.timestamp - s.started_at) * 1000)::integer as t_ms,
       e.duration_ms, e.volume_rms::float8, e.spectral_centroid::float8, e.confidence_score::float8, e.breath_number,
       e.is_consistent, e.deviation_from_target::float8
     from breath_events e join meditation_sessions s on s.id = e.session_id
     where e.session_id = $1 and ($2::uuid is null or
       (e.timestamp, e.id) > (select timestamp, id from breath_events where id = $2))
     order by e.timestamp, e.id limit $3`,
    [sessionId, after?.id ?? null, limit],
  )
}

/** @returns whether there was such a session of theirs. What belongs to it goes with it. */
export function deleteSession(db: Pool, { id, userId }: { id: string; userId: string }): Promise<boolean> {
  return db.transaction(async (tx) => {
    await endSittings(tx, { userId, sessionId: id })
    const rows = await tx.query(
      'meditation_delete_session',
      'delete from meditation_sessions where id = $1 and user_id = $2 returning id',
      [id, userId],
    )
    return rows.length > 0
  })
}

/**
 * What plays on is practice anew: no report of it brings back a session that is deleted. Before that session is: reports lock
 * the position first, too.
 *
 * @param sessionId null: of all the member's sittings.
 */
export async function endSittings(
  db: Database,
  { userId, sessionId }: { userId: string; sessionId: string | null },
): Promise<void> {
  await db.query(
    'meditation_end_sittings',
    `update watch_positions
     set sitting_id = gen_random_uuid(), sitting_started_at = updated_at, sitting_seconds = 0
     where user_id = $1 and sitting_id is not null and ($2::uuid is null or sitting_id = $2)`,
    [userId, sessionId],
  )
}

/** Deletes some sessions of a member with all that belongs to them. @returns how many there were. */
export async function deleteSomeSessions(
  db: Database,
  { userId, limit }: { userId: string; limit: number },
): Promise<number> {
  const rows = await db.query(
    'meditation_delete_some_sessions',
    `delete from meditation_sessions where id in (select id from meditation_sessions where user_id = $1 limit $2)
     returning id`,
    [userId, limit],
  )
  return rows.length
}
