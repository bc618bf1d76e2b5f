import type { Database } from '../../db/database.ts'

/** What a player said of where it is. */
export interface PositionReport {
  userId: string
  contentId: string
  positionSeconds: number
  sequence: number
  /** The member went back on purpose. */
  movedBack: boolean
  isUnderWay: boolean
  isWatched: boolean
  /** What was played until here is told as a session of its own: it counts nothing here. */
  practiceTold: boolean
  nowMs: number
}

export interface PositionRow {
  user_id: string
  content_id: string
  position_seconds: number
  sequence: number
  under_way: boolean
  watched_at: Date | null
  updated_at: Date
}

const COLUMNS =
  'p.user_id, p.content_id, p.position_seconds, p.sequence::float8 as sequence, p.under_way, p.watched_at, p.updated_at'

/** A shorter pause does not end a sitting; before its first report a member may have been anywhere. */
const SITTING_PAUSE = "interval '30 minutes'"
const GOES_ON = `(p.sitting_id is not null and excluded.sitting_id is not null
  and excluded.updated_at < p.updated_at + ${SITTING_PAUSE}
  and excluded.updated_at >= p.sitting_started_at)`
/** Players report every ten seconds, and once a minute where nobody sees them. */
const MOST_BETWEEN_SECONDS = 90
/** Who heard less has looked in. */
const LEAST_PRACTICE_SECONDS = 60

/**
 * Stores the reports, each of another item or member, that are newer than what is stored and not silently behind it.
 * What was played counts as practice: as a session, which grows while the sitting goes on.
 *
 * @returns what is stored of those.
 */
export function upsertPositions(db: Database, reports: readonly PositionReport[]): Promise<PositionRow[]> {
  const column = <Value>(pick: (report: PositionReport) => Value) => reports.map(pick)
  return db.query<PositionRow>(
    'watching_upsert_positions',
    `with report as materialized (
       select r.*, to_timestamp(now_ms / 1000) as now_at,
         -- Here or before. What is later than now was reported before the clock was set back.
         greatest(
           to_timestamp(lag(now_ms) over (partition by user_id order by now_ms, content_id) / 1000),
           (select max(o.updated_at) from watch_positions o
            where o.user_id = r.user_id and o.updated_at <= to_timestamp(r.now_ms / 1000))) as last_reported_at
       from unnest($1::uuid[], $2::uuid[], $3::float8[], $4::bigint[], $5::boolean[], $6::boolean[], $7::boolean[],
         $8::float8[], $9::boolean[])
         as r (user_id, content_id, position_seconds, sequence, moved_back, under_way, is_watched, now_ms, practice_told)
     ),
     stored as (
       insert into watch_positions as p
         (user_id, content_id, position_seconds, sequence, moved_back, under_way, watched_at, updated_at,
         sitting_id, sitting_started_at)
       select user_id, content_id, position_seconds, sequence, moved_back, under_way,
         case when is_watched then now_at end, now_at, case when practice_told then null else gen_random_uuid() end, now_at
       from report
       -- In one order, so that two statements with the same rows do not wait for each other in a circle.
       order by user_id, content_id
       on conflict (user_id, content_id) do update
       set position_seconds = excluded.position_seconds, sequence = excluded.sequence, moved_back = excluded.moved_back,
         under_way = excluded.under_way, is_removed = false, watched_at = coalesce(excluded.watched_at, p.watched_at),
         updated_at = excluded.updated_at,
         sitting_id = case when ${GOES_ON} then p.sitting_id else excluded.sitting_id end,
         sitting_started_at = case when ${GOES_ON} then p.sitting_started_at else excluded.sitting_started_at end,
         sitting_seconds = case when ${GOES_ON} then p.sitting_seconds + greatest(0, least(
           excluded.position_seconds - p.position_seconds, ${MOST_BETWEEN_SECONDS},
           extract(epoch from excluded.updated_at - greatest(p.updated_at, (
             select last_reported_at from report
             where user_id = excluded.user_id and content_id = excluded.content_id))))) else 0 end
       where excluded.sequence > p.sequence
         and (excluded.position_seconds >= p.position_seconds or excluded.moved_back)
       returning p.*
     ),
     practised as (
       insert into meditation_sessions as s (id, user_id, content_id, session_type, started_at, ended_at,
         duration_seconds, completed, store_breath)
       select sitting_id, user_id, content_id, 'listening', sitting_started_at, updated_at, floor(sitting_seconds),
         coalesce(watched_at >= sitting_started_at, false), false
       from stored where sitting_seconds >= ${LEAST_PRACTICE_SECONDS}
       on conflict (id) do update set ended_at = excluded.ended_at, duration_seconds = excluded.duration_seconds,
         completed = excluded.completed
       where s.duration_seconds < excluded.duration_seconds or s.completed <> excluded.completed
     )
     select ${COLUMNS} from stored p`,
    [
      column((report) => report.userId),
      column((report) => report.contentId),
      column((report) => report.positionSeconds),
      column((report) => report.sequence),
      column((report) => report.movedBack),
      column((report) => report.isUnderWay),
      column((report) => report.isWatched),
      column((report) => report.nowMs),
      column((report) => report.practiceTold),
    ],
  )
}

/** What is stored of some items of some members. */
export function selectPositions(
  db: Database,
  keys: readonly Pick<PositionReport, 'userId' | 'contentId'>[],
): Promise<PositionRow[]> {
  return db.query<PositionRow>(
    'watching_positions',
    `select ${COLUMNS} from watch_positions p
     join unnest($1::uuid[], $2::uuid[]) as k (user_id, content_id) using (user_id, content_id)`,
    [keys.map(({ userId }) => userId), keys.map(({ contentId }) => contentId)],
  )
}

/** What a member began and did not finish, the latest first. */
export function selectUnderWay(db: Database, userId: string, limit: number): Promise<PositionRow[]> {
  return db.query<PositionRow>(
    'watching_under_way',
    `select ${COLUMNS} from watch_positions p where user_id = $1 and under_way and not is_removed
     order by updated_at desc limit $2`,
    [userId, limit],
  )
}

/** What a member played, the latest first. */
export function selectPlayed(db: Database, userId: string, limit: number): Promise<PositionRow[]> {
  return db.query<PositionRow>(
    'watching_played',
    `select ${COLUMNS} from watch_positions p where user_id = $1 order by updated_at desc, content_id limit $2`,
    [userId, limit],
  )
}

/** Ids of items that a member watched to their end, the latest first. */
export async function selectWatched(db: Database, userId: string, limit: number): Promise<string[]> {
  const rows = await db.query<{ content_id: string }>(
    'watching_watched',
    `select content_id from watch_positions where user_id = $1 and watched_at is not null
     order by watched_at desc limit $2`,
    [userId, limit],
  )
  return rows.map(({ content_id }) => content_id)
}

/** Takes an item off the list of what is under way; its position stays. @returns whether it was ever begun. */
export async function removeFromUnderWay(
  db: Database,
  { userId, contentId }: Pick<PositionReport, 'userId' | 'contentId'>,
): Promise<boolean> {
  const rows = await db.query(
    'watching_remove_from_under_way',
    'update watch_positions set is_removed = true where user_id = $1 and content_id = $2 returning content_id',
    [userId, contentId],
  )
  return rows.length > 0
}

/** @returns whether there was one. */
export async function deletePosition(
  db: Database,
  { userId, contentId }: Pick<PositionReport, 'userId' | 'contentId'>,
): Promise<boolean> {
  const rows = await db.query(
    'watching_delete_position',
    'delete from watch_positions where user_id = $1 and content_id = $2 returning content_id',
    [userId, contentId],
  )
  return rows.length > 0
}

/** All of a member. */
export async function deletePositions(db: Database, userId: string): Promise<void> {
  await db.query('watching_delete_positions', 'delete from watch_positions where user_id = $1', [userId])
}
