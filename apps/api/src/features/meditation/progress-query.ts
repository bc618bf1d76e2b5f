import type { Database } from '../../db/database.ts'
import { PRACTISED_SECONDS } from './practised.ts'

/** What the sessions of a span amount to. Rate, consistency and quality weigh each session by its breaths. */
export interface Amounts {
  sessions: number
  seconds: number
  breaths: number
  breaths_per_minute: number | null
  consistency: number | null
  quality: number | null
}

export type ProgressRow = Amounts &
  (
    | { span: 'all'; today: string }
    | { span: 'day'; day: string }
    | { span: 'week'; week_start: string }
    | { span: 'hour'; hour: number }
  )

/**
 * All that a member has practised: in all, by local day, by local week (from Monday) and by local hour of the day, in
 * one pass over their sessions. A session belongs to the day on which it began.
 *
 * @throws AppError `invalid_request` for a time zone that the database does not know.
 */
export async function selectProgress(
  db: Database,
  { userId, timeZone, nowMs }: { userId: string; timeZone: string; nowMs: number },
): Promise<ProgressRow[]> {
  return db.query(
    'meditation_progress',
    `with practised as (
       select practised_seconds as duration_seconds, total_breaths, avg_breath_duration * total_breaths as breath_seconds,
         breath_consistency_score * total_breaths as consistency,
         total_breaths * (breath_consistency_score is not null)::integer as consistency_weight,
         quality_score * total_breaths as quality,
         total_breaths * (quality_score is not null)::integer as quality_weight,
         total_breaths * (avg_breath_duration is not null)::integer as timed_breaths,
         to_char(local, 'YYYY-MM-DD') as day,
         to_char(date_trunc('week', local), 'YYYY-MM-DD') as week_start,
         extract(hour from local)::integer as hour
       from (
         select s.*, started_at at time zone $2 as local, ${PRACTISED_SECONDS} as practised_seconds
         from meditation_sessions s where user_id = $1 and duration_seconds > 0
       ) sessions
       where practised_seconds > 0
     )
     select
       case grouping(day, week_start, hour) when 7 then 'all' when 3 then 'day' when 5 then 'week' else 'hour' end as span,
       day, week_start, hour, to_char(to_timestamp($3::float8 / 1000) at time zone $2, 'YYYY-MM-DD') as today,
       count(*)::integer as sessions,
       coalesce(sum(duration_seconds), 0)::integer as seconds,
       coalesce(sum(total_breaths), 0)::integer as breaths,
       round(60 * sum(timed_breaths) / nullif(sum(breath_seconds), 0), 2)::float8 as breaths_per_minute,
       round(sum(consistency) / nullif(sum(consistency_weight), 0), 2)::float8 as consistency,
       round(sum(quality) / nullif(sum(quality_weight), 0), 2)::float8 as quality
     from practised
     group by grouping sets ((), (day), (week_start), (hour))
     order by day, week_start, hour`,
    [userId, timeZone, nowMs],
  )
}
