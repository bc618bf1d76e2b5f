import type { Database } from '../../db/database.ts'

export interface NewStreamSession {
  id: string
  userId: string
  contentId: string
  signInId: string
  userAgent: string | null
  maxHeight: number
  nowMs: number
  expiresAtSeconds: number
}

/** Stores many sessions in one statement. */
export async function insertStreamSessions(db: Database, sessions: NewStreamSession[]): Promise<void> {
  const column = <Value>(pick: (session: NewStreamSession) => Value) => sessions.map(pick)
  await db.query(
    'streaming_insert_sessions',
    `insert into stream_sessions
       (id, user_id, content_id, sign_in_id, user_agent, max_height, started_at, last_seen_at, expires_at)
     select id, user_id, content_id, sign_in_id, user_agent, max_height,
       to_timestamp(now_ms / 1000), to_timestamp(now_ms / 1000), to_timestamp(expires_at)
     from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::int[], $7::float8[], $8::float8[])
       as s (id, user_id, content_id, sign_in_id, user_agent, max_height, now_ms, expires_at)`,
    [
      column((session) => session.id),
      column((session) => session.userId),
      column((session) => session.contentId),
      column((session) => session.signInId),
      column((session) => session.userAgent),
      column((session) => session.maxHeight),
      column((session) => session.nowMs),
      column((session) => session.expiresAtSeconds),
    ],
  )
}

/**
 * Prolongs a running session of an item, within the sign-in that began it: the tokens of another one may have been
 * revoked. @returns whether there was one.
 */
export async function prolongStreamSession(
  db: Database,
  session: Omit<NewStreamSession, 'userAgent'>,
): Promise<boolean> {
  const rows = await db.query(
    'streaming_prolong_session',
    `update stream_sessions
     set first_expires_at = coalesce(first_expires_at, expires_at),
       last_seen_at = to_timestamp($4::float8 / 1000), expires_at = to_timestamp($5::float8), max_height = $6
     where id = $1 and user_id = $2 and content_id = $3 and sign_in_id = $7 and ended_at is null
     returning id`,
    [
      session.id,
      session.userId,
      session.contentId,
      session.nowMs,
      session.expiresAtSeconds,
      session.maxHeight,
      session.signInId,
    ],
  )
  return rows.length > 0
}
