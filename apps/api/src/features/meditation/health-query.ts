import type { Database } from '../../db/database.ts'
import { PRACTISED_SECONDS } from './practised.ts'
import type { SessionRow } from './queries.ts'

export interface HealthRow extends Pick<SessionRow, 'id' | 'started_at' | 'session_type' | 'pattern'> {
  practised_seconds: number
  title: string | null
}

const PAGE_SIZE = 500

/** A page of the sessions that are over, after one of them (null: from the oldest on). */
export function selectHealthPage(
  db: Database,
  { userId, after }: { userId: string; after: HealthRow | null },
): Promise<HealthRow[]> {
  return db.query<HealthRow>(
    'meditation_health_page',
    `select s.id, s.started_at, s.session_type, s.pattern, c.title, ${PRACTISED_SECONDS} as practised_seconds
     from meditation_sessions s left join content c on c.id = s.content_id
     where s.user_id = $1 and s.duration_seconds > 0 and ($2::uuid is null or
       (s.started_at, s.id) > (select started_at, id from meditation_sessions where id = $2))
     order by s.started_at, s.id limit ${PAGE_SIZE}`,
    [userId, after?.id ?? null],
  )
}
