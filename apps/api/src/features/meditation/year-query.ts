import type { Database } from '../../db/database.ts'
import { PRACTISED_SECONDS } from './practised.ts'

export interface YearAmounts {
  sessions: number
  seconds: number
}

export type YearRow = YearAmounts &
  (
    | { span: 'all' }
    | { span: 'day'; day: string }
    | { span: 'month'; month: number }
    | { span: 'hour'; hour: number }
    | { span: 'teacher'; teacher_id: string | null; teacher: string }
  )

/** A year of a member, as the calendar of a time zone has it: in all, by day, month, hour and teacher, in one pass. */
export function selectYear(
  db: Database,
  { userId, year, timeZone }: { userId: string; year: number; timeZone: string },
): Promise<YearRow[]> {
  return db.query<YearRow>(
    'meditation_year',
    `with practised as (
       select ${PRACTISED_SECONDS} as seconds, c.expert_id as teacher_id,
         s.started_at at time zone $3 as local
       from meditation_sessions s left join content c on c.id = s.content_id
       where s.user_id = $1 and s.duration_seconds > 0
         and s.started_at >= make_timestamp($2, 1, 1, 0, 0, 0) at time zone $3
         and s.started_at < make_timestamp($2 + 1, 1, 1, 0, 0, 0) at time zone $3
     ),
     known as (
       select seconds, teacher_id, to_char(local, 'YYYY-MM-DD') as day, extract(month from local)::integer as month,
         extract(hour from local)::integer as hour
       from practised where seconds > 0
     ),
     amounts as (
       select
         case grouping(day, month, hour, teacher_id)
           when 15 then 'all' when 7 then 'day' when 11 then 'month' when 13 then 'hour' else 'teacher' end as span,
         day, month, hour, teacher_id, count(*)::integer as sessions, coalesce(sum(seconds), 0)::integer as seconds
       from known group by grouping sets ((), (day), (month), (hour), (teacher_id))
     )
     select span, day, month, hour, teacher_id, e.name as teacher, sessions, seconds
     from amounts left join experts e on e.id = teacher_id
     where span <> 'teacher' or e.id is not null
     order by day, month, hour, seconds desc, e.name`,
    [userId, year, timeZone],
  )
}

/** The years in which a member practised, the latest first. */
export async function selectYears(db: Database, userId: string, timeZone: string): Promise<number[]> {
  const rows = await db.query<{ year: number }>(
    'meditation_years',
    `select distinct extract(year from started_at at time zone $2)::integer as year
     from meditation_sessions where user_id = $1 and duration_seconds > 0 order by year desc`,
    [userId, timeZone],
  )
  return rows.map(({ year }) => year)
}
