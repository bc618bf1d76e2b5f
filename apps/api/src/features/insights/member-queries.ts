import type { Database } from '../../db/database.ts'

/** From Monday `from` to before Monday `until`, of UTC. */
export interface Weeks {
  from: string
  until: string
}

export interface PracticeRow {
  week_start: string
  /** Null: all of them. */
  pattern: string | null
  people: number
  sessions: number
  seconds: number
  completed: number
}

const startOf = (day: string) => `(${day}::date::timestamp at time zone 'utc')`

/** Sessions by the week in which they began, and by pattern in it. Listening is the member's own: views tell of it, where they may. */
export function selectPractice(db: Database, { from, until }: Weeks): Promise<PracticeRow[]> {
  return db.query<PracticeRow>(
    'insights_practice',
    `select week_start::text, pattern, count(distinct user_id)::integer as people, count(*)::integer as sessions,
       sum(duration_seconds)::float8 as seconds, (count(*) filter (where completed))::integer as completed
     from (
       select user_id, duration_seconds, completed, coalesce(pattern_name, pattern) as pattern,
         date_trunc('week', started_at at time zone 'utc')::date as week_start
       from meditation_sessions
       where started_at >= ${startOf('$1')} and started_at < ${startOf('$2')} and duration_seconds > 0
         and session_type <> 'listening'
     ) sessions
     group by grouping sets ((week_start), (week_start, pattern)) order by week_start, pattern nulls first`,
    [from, until],
  )
}

export interface CohortRow {
  first_week: string
  /** How many weeks after the first; null: all who joined. */
  week: number | null
  people: number
}

/** Who joined in a week, and how many of them viewed or practised in each week since. */
export function selectCohorts(db: Database, { from, until }: Weeks): Promise<CohortRow[]> {
  return db.query<CohortRow>(
    'insights_cohorts',
    `with joined as (
       select id, date_trunc('week', created_at at time zone 'utc')::date as first_week from users
       where created_at >= ${startOf('$1')} and created_at < ${startOf('$2')}
     ),
     active as (
       select user_id, date_trunc('week', viewed_at at time zone 'utc')::date as active_week from video_analytics
       where viewed_at >= ${startOf('$1')} and viewed_at < ${startOf('$2')} and user_id in (select id from joined)
       union
       select user_id, date_trunc('week', started_at at time zone 'utc')::date from meditation_sessions
       where started_at >= ${startOf('$1')} and started_at < ${startOf('$2')} and duration_seconds > 0
         and session_type <> 'listening' and user_id in (select id from joined)
     )
     select first_week::text, null::integer as week, count(*)::integer as people from joined group by first_week
     union all
     select first_week::text, (active_week - first_week) / 7, count(*)::integer
     from joined join active on user_id = id and active_week >= first_week group by 1, 2
     order by first_week, week nulls first`,
    [from, until],
  )
}
