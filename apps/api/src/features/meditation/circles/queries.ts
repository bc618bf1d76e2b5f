import type { Pattern } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../../db/database.ts'

export interface CircleRow {
  id: string
  host_id: string
  code: string
  pattern: Pattern
  pattern_name: string | null
  target: unknown
  duration_ms: number
  started_at: Date | null
  ends_at: Date
}

const COLUMNS = 'c.id, c.host_id, c.code, c.pattern, c.pattern_name, c.target, c.duration_ms, c.started_at, c.ends_at'

interface Own {
  id: string
  userId: string
}

/** Circles of one host are opened one after another: whoever locks the member's row is alone. */
export async function lockHost(tx: Database, userId: string): Promise<void> {
  await tx.query('circles_lock_host', 'select 1 from users where id = $1 for update', [userId])
}

/** The circle that a member hosts and that is not over. */
export async function selectHosted(
  db: Database,
  { userId, nowMs }: { userId: string; nowMs: number },
): Promise<CircleRow | undefined> {
  const [row] = await db.query<CircleRow>(
    'circles_hosted',
    `select ${COLUMNS} from circles c where host_id = $1 and ends_at > to_timestamp($2::float8 / 1000)
     order by opened_at desc limit 1`,
    [userId, nowMs],
  )
  return row
}

interface NewCircle extends Own {
  code: string
  pattern: Pattern
  patternName: string | null
  target: object
  durationMs: number
  openedAtMs: number
  endsAtMs: number
}

/** Opens a circle; its host has a place in it. */
export async function insertCircle(db: Database, circle: NewCircle): Promise<CircleRow> {
  const [row] = await db.query<CircleRow>(
    'circles_insert',
    `with c as (
       insert into circles (id, host_id, code, pattern, pattern_name, target, duration_ms, opened_at, ends_at)
       values ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000), to_timestamp($9::float8 / 1000))
       returning *
     ), host as (
       insert into circle_members (circle_id, user_id, seen_at) select id, host_id, opened_at from c
     )
     select ${COLUMNS} from c`,
    [
      circle.id,
      circle.userId,
      circle.code,
      circle.pattern,
      circle.patternName,
      circle.target,
      circle.durationMs,
      circle.openedAtMs,
      circle.endsAtMs,
    ],
  )
  if (!row) throw new Error('A circle was not stored')
  return row
}

/** Whether a member has been let in by a code before. */
export async function hasJoined(db: Database, { code, userId }: { code: string; userId: string }): Promise<boolean> {
  const rows = await db.query(
    'circles_has_joined',
    'select 1 from circles c join circle_members m on m.circle_id = c.id where c.code = $1 and m.user_id = $2',
    [code, userId],
  )
  return rows.length > 0
}

/** The circle that a code opens, locked against others who join. */
export async function lockByCode(
  tx: Database,
  { code, nowMs }: { code: string; nowMs: number },
): Promise<CircleRow | undefined> {
  const [row] = await tx.query<CircleRow>(
    'circles_lock_by_code',
    `select ${COLUMNS} from circles c where code = $1 and ends_at > to_timestamp($2::float8 / 1000) for update`,
    [code, nowMs],
  )
  return row
}

/** A circle of which somebody is a member, locked likewise. */
export async function lockOwn(tx: Database, { id, userId }: Own): Promise<CircleRow | undefined> {
  const [row] = await tx.query<CircleRow>(
    'circles_lock_own',
    `select ${COLUMNS} from circles c join circle_members m on m.circle_id = c.id
     where c.id = $1 and m.user_id = $2 for update of c`,
    [id, userId],
  )
  return row
}

/**
 * Gives a member a place, or the place that is theirs. Whoever calls it has locked the circle.
 *
 * @returns false where as many others are in it as there are places.
 */
export async function takePlace(
  tx: Database,
  { id, userId, nowMs, heldSinceMs, places }: Own & { nowMs: number; heldSinceMs: number; places: number },
): Promise<boolean> {
  const rows = await tx.query(
    'circles_take_place',
    `insert into circle_members as m (circle_id, user_id, seen_at)
     select $1, $2, to_timestamp($3::float8 / 1000)
     where (select count(*) from circle_members
       where circle_id = $1 and user_id <> $2 and seen_at > to_timestamp($4::float8 / 1000)) < $5
     on conflict (circle_id, user_id) do update set seen_at = excluded.seen_at
     returning 1`,
    [id, userId, nowMs, heldSinceMs, places],
  )
  return rows.length > 0
}

/** Sets when the first inhale begins, once. @returns nothing where it has been set, or the circle is over. */
export async function markBegun(
  tx: Database,
  { id, startsAtMs, nowMs }: { id: string; startsAtMs: number; nowMs: number },
): Promise<CircleRow | undefined> {
  const [row] = await tx.query<CircleRow>(
    'circles_begin',
    `update circles c set started_at = to_timestamp($2::float8 / 1000),
       ends_at = to_timestamp(($2::float8 + duration_ms) / 1000)
     where id = $1 and started_at is null and ends_at > to_timestamp($3::float8 / 1000)
     returning ${COLUMNS}`,
    [id, startsAtMs, nowMs],
  )
  return row
}

/** Ends a circle now; one that is over stays as it is. */
export async function markOver(tx: Database, { id, nowMs }: { id: string; nowMs: number }): Promise<void> {
  await tx.query(
    'circles_end',
    `update circles set ends_at = to_timestamp($2::float8 / 1000)
     where id = $1 and ends_at > to_timestamp($2::float8 / 1000)`,
    [id, nowMs],
  )
}

export interface RunningSession {
  id: string
  store_breath: boolean
  started_at: Date
  /** Since when its member has no socket; null while they have one. */
  left_at: Date | null
}

/** The member's own practice in a circle, while it runs. */
export async function selectOwnSession(tx: Database, { id, userId }: Own): Promise<RunningSession | undefined> {
  const [row] = await tx.query<RunningSession>(
    'circles_own_session',
    `select s.id, s.store_breath, s.started_at, s.left_at from circle_members m join meditation_sessions s on s.id = m.session_id
     where m.circle_id = $1 and m.user_id = $2 and s.ended_at is null`,
    [id, userId],
  )
  return row
}

export async function setOwnSession(
  tx: Database,
  { id, userId, sessionId }: Own & { sessionId: string },
): Promise<void> {
  await tx.query(
    'circles_set_own_session',
    'update circle_members set session_id = $3 where circle_id = $1 and user_id = $2',
    [id, userId, sessionId],
  )
}
