import { CIRCLE_LIMITS } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../../../db/database.ts'

/** How a circle stands. */
export interface CircleState {
  hostId: string
  startedAtMs: number | null
  endsAtMs: number
}

interface StateRow {
  id: string
  host_id: string
  started_at_ms: number | null
  ends_at_ms: number
}

const STATE = `c.id, c.host_id, (extract(epoch from c.started_at) * 1000)::float8 as started_at_ms,
  (extract(epoch from c.ends_at) * 1000)::float8 as ends_at_ms`

export interface Follower {
  circleId: string
  userId: string
  /** Names the socket. */
  socket: string
}

/**
 * Locks the session of a place before the place itself, as the deletion of a session does: two that lock the same rows in two
 * orders wait for each other. A condition on `own` makes that come first.
 */
const LOCKED_SESSION = `own as materialized (
  select id from meditation_sessions
  where id = (select session_id from circle_members where circle_id = $1 and user_id = $2) for no key update)`
const AFTER_SESSION = '(select count(*) from own) >= 0'

/**
 * Makes a socket the one over which a member follows a circle. Whether a session that was left for longer than a place is held
 * goes on is for its page to say (`putCircleSession`).
 *
 * @returns nothing if they have no place in it.
 */
export async function takeCircleSocket(
  db: Database,
  { circleId, userId, socket, nowMs }: Follower & { nowMs: number },
): Promise<CircleState | undefined> {
  const [row] = await db.query<StateRow>(
    'circles_take_socket',
    `with ${LOCKED_SESSION}, taken as (
       update circle_members set socket = $3, seen_at = to_timestamp($4::float8 / 1000)
       where circle_id = $1 and user_id = $2 and ${AFTER_SESSION} returning circle_id, session_id
     ), resumed as (
       update meditation_sessions s set left_at = null from taken t where s.id = t.session_id and s.ended_at is null
         and s.left_at >= to_timestamp($5::float8 / 1000)
     )
     select ${STATE} from taken t join circles c on c.id = t.circle_id`,
    [circleId, userId, socket, nowMs, nowMs - CIRCLE_LIMITS.placeHeldMs],
  )
  return row && toState(row)
}

/**
 * A socket is no more: the place is held from now on, or given up, and the own session ends if nobody comes back. Nothing
 * changes where another socket has taken over.
 */
export async function releaseCircleSocket(
  db: Database,
  { circleId, userId, socket, nowMs, givesUpPlace }: Follower & { nowMs: number; givesUpPlace: boolean },
): Promise<void> {
  await db.query(
    'circles_release_socket',
    `with ${LOCKED_SESSION}, released as (
       update circle_members set socket = null,
         seen_at = case when $5 then to_timestamp(0) else to_timestamp($4::float8 / 1000) end
       where circle_id = $1 and user_id = $2 and socket = $3 and ${AFTER_SESSION} returning session_id
     )
     update meditation_sessions s set left_at = to_timestamp($4::float8 / 1000) from released r
     where s.id = r.session_id and s.ended_at is null`,
    [circleId, userId, socket, nowMs, givesUpPlace],
  )
}

/** Says that sockets are still there. */
export async function touchCircleSockets(
  db: Database,
  { circleIds, sockets, nowMs }: { circleIds: string[]; sockets: string[]; nowMs: number },
): Promise<void> {
  await db.query(
    'circles_touch_sockets',
    `update circle_members set seen_at = to_timestamp($3::float8 / 1000)
     where circle_id = any($1::uuid[]) and socket = any($2::uuid[])`,
    [circleIds, sockets, nowMs],
  )
}

/** The sockets over which a circle is followed, of all processes. */
export async function selectCircleSockets(db: Database, circleId: string): Promise<Set<string>> {
  const rows = await db.query<{ socket: string }>(
    'circles_sockets',
    'select socket from circle_members where circle_id = $1 and socket is not null',
    [circleId],
  )
  return new Set(rows.map(({ socket }) => socket))
}

/** What those who listen on one process come to. */
export interface Share {
  circleId: string
  listening: number
  nearness: number
}

export interface CircleNow extends CircleState {
  /** How many are here. */
  members: number
  /** Of all processes. */
  listening: number
  nearness: number
}

/**
 * Tells the shares of a process, and learns how its circles stand. One statement, however many they are.
 *
 * @param freshSinceMs of an older share, and of a socket that was seen longer ago, its process is no more
 * @returns the circles that there are, by their id
 */
export async function tellShares(
  db: Database,
  told: { process: string; shares: readonly Share[]; nowMs: number; freshSinceMs: number; seenSinceMs: number },
): Promise<Map<string, CircleNow>> {
  const { shares } = told
  const rows = await db.query<StateRow & { members: number; listening: number; nearness: number }>(
    'circles_tell_shares',
    `with mine as (
       select * from unnest($1::uuid[], $2::integer[], $3::float8[]) as m (circle_id, listening, nearness)
     ), told as (
       insert into circle_shares as s (circle_id, process, listening, nearness, told_at)
       select c.id, $4::uuid, m.listening, m.nearness, to_timestamp($5::float8 / 1000)
       from mine m join circles c on c.id = m.circle_id where m.listening > 0
       on conflict (circle_id, process) do update
       set listening = excluded.listening, nearness = excluded.nearness, told_at = excluded.told_at
     )
     select ${STATE},
       (select count(*) from circle_members where circle_id = c.id and socket is not null
         and seen_at > to_timestamp($7::float8 / 1000))::integer as members,
       m.listening + coalesce(others.listening, 0)::integer as listening,
       m.nearness + coalesce(others.nearness, 0) as nearness
     from mine m join circles c on c.id = m.circle_id
     left join lateral (
       select sum(listening) as listening, sum(nearness) as nearness from circle_shares
       where circle_id = c.id and process <> $4::uuid and told_at > to_timestamp($6::float8 / 1000)
     ) others on true`,
    [
      shares.map(({ circleId }) => circleId),
      shares.map(({ listening }) => listening),
      shares.map(({ nearness }) => nearness),
      told.process,
      told.nowMs,
      told.freshSinceMs,
      told.seenSinceMs,
    ],
  )
  return new Map(
    rows.map((row) => {
      const { members, listening, nearness } = row
      return [row.id, { ...toState(row), members, listening, nearness }]
    }),
  )
}

function toState({ host_id, started_at_ms, ends_at_ms }: StateRow): CircleState {
  return { hostId: host_id, startedAtMs: started_at_ms, endsAtMs: ends_at_ms }
}
