import type { Pattern } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../db/database.ts'

export interface ToldSession {
  id: string
  userId: string
  sessionType: 'timer' | 'free_practice' | 'listening'
  /** What was heard; null for nothing, and stored as nothing where the item is gone by now. */
  contentId: string | null
  pattern: Pattern
  target: object | null
  startedAt: string
  durationSeconds: number
  completed: boolean
  moodBefore: number | null
  moodAfter: number | null
  note: string | null
}

/** Does nothing if there is a session of this id. */
export async function insertToldSession(db: Database, session: ToldSession): Promise<void> {
  await db.query(
    'meditation_insert_told_session',
    `insert into meditation_sessions (id, user_id, session_type, pattern, target, started_at, ended_at, duration_seconds,
       completed, store_breath, mood_before, mood_after, note, content_id)
     values ($1, $2, $3, $4, $5, $6, $6::timestamptz + make_interval(secs => $7), $7, $8, false, $9, $10, $11,
       (select id from content where id = $12))
     on conflict (id) do nothing`,
    [
      session.id,
      session.userId,
      session.sessionType,
      session.pattern,
      session.target,
      session.startedAt,
      session.durationSeconds,
      session.completed,
      session.moodBefore,
      session.moodAfter,
      session.note,
      session.contentId,
    ],
  )
}
