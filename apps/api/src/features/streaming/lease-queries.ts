import type { Tier } from '@better-and-bliss/membership'
import type { SeenReport } from '@better-and-bliss/stream-token/seen-report'
import type { Role } from '../../access/member.ts'
import type { Database } from '../../db/database.ts'

/**
 * Notes that streams are seen. When that was is true to `freshMs`: a stream that was seen so lately is not written.
 * @returns the ids of those that run; others have no place, or were ended.
 */
export async function touchRunningStreams(
  db: Database,
  ids: string[],
  { nowMs, freshMs }: { nowMs: number; freshMs: number },
): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'streaming_touch_running',
    `with touched as (
       update stream_sessions set last_seen_at = to_timestamp($2::float8 / 1000)
       where id = any($1::uuid[]) and place is not null and ended_at is null
         and (last_seen_at <= to_timestamp(($2::float8 - $3::float8) / 1000) or last_seen_at > to_timestamp($2::float8 / 1000)))
     select id from stream_sessions where id = any($1::uuid[]) and place is not null and ended_at is null`,
    [ids, nowMs, freshMs],
  )
  return rows.map(({ id }) => id)
}

export interface StreamState {
  content_id: string
  sign_in_id: string | null
  signed_out: boolean
  max_height: number
  expires_at: Date
  has_place: boolean
  ended_reason: EndedReason | null
  /** The user agent of the stream that took it over. */
  taker_agent: string | null
}

/** Why a stream was ended for good. */
export type EndedReason = 'taken_over' | 'ended_by_member' | 'no_place'

/** How a stream of a member stands. */
export async function selectStream(
  db: Database,
  { id, memberId }: { id: string; memberId: string },
): Promise<StreamState | undefined> {
  const [row] = await db.query<StreamState>(
    'streaming_select_stream',
    `select s.content_id, s.sign_in_id, s.max_height, s.expires_at, s.place is not null as has_place,
       taker.user_agent as taker_agent,
       case when s.ended_at is not null then coalesce(s.ended_reason, 'ended_by_member') end as ended_reason,
       exists (select from revocations where kind = 'sign_in' and subject = s.sign_in_id::text) as signed_out
     from stream_sessions s left join stream_sessions taker on taker.id = s.taken_over_by
     where s.id = $1 and s.user_id = $2`,
    [id, memberId],
  )
  return row
}

export interface LapsedStream {
  id: string
  content_id: string
  max_height: number
  role: Role
  tier: Tier
}

/** Those of some streams that have no place although nothing has ended them, with what their members are now. */
export async function selectLapsedStreams(db: Database, ids: string[], nowMs: number): Promise<LapsedStream[]> {
  return db.query(
    'streaming_select_lapsed',
    `select s.id, s.content_id, s.max_height, u.role, u.subscription_tier as tier
     from stream_sessions s join users u on u.id = s.user_id
     where s.id = any($1::uuid[]) and s.place is null and s.ended_at is null and u.status = 'active'
       and s.expires_at > to_timestamp($2::float8 / 1000)
       and not exists (select from revocations where kind = 'sign_in' and subject = s.sign_in_id::text)`,
    [ids, nowMs],
  )
}

/** The streams that tokens without a session were cut from. */
export async function selectStreamsOfTokens(db: Database, tokens: SeenReport['tokens']): Promise<string[]> {
  const rows = await db.query<{ id: string }>(
    'streaming_streams_of_tokens',
    `select s.id
     from unnest($1::text[], $2::uuid[], $3::float8[]) as t (sub, content_id, e)
       join users u on u.cognito_sub = t.sub
       join stream_sessions s on s.user_id = u.id and s.content_id = t.content_id and s.expires_at >= to_timestamp(t.e)
         and to_timestamp(t.e) = any(s.earlier_expires_at || s.expires_at)`,
    [tokens.map(({ member_id }) => member_id), tokens.map(({ content_id }) => content_id), tokens.map(({ e }) => e)],
  )
  return rows.map(({ id }) => id)
}

/** `no_player`: its member or sign-in has ended. */
export type Resumed = 'running' | 'no_place' | 'ended' | 'no_player'

/** Streams that had lapsed are used again: each takes a place if there is one, and is ended if there is none. */
export async function resumeStreams(
  db: Database,
  streams: { id: string; maxStreams: number }[],
  { nowMs, quietMs }: { nowMs: number; quietMs: number },
): Promise<Map<string, Resumed>> {
  const rows = await db.query<{ id: string; outcome: Resumed }>(
    'streaming_resume_streams',
    `select asked.id, resume_stream(asked.id, most, to_timestamp($3::float8 / 1000), to_timestamp($4::float8 / 1000)) as outcome
     from (
       select a.id, a.most from unnest($1::uuid[], $2::integer[]) as a (id, most) join stream_sessions s on s.id = a.id
       order by s.user_id offset 0
     ) asked`,
    [streams.map(({ id }) => id), streams.map(({ maxStreams }) => maxStreams), nowMs, nowMs - quietMs],
  )
  return new Map(rows.map(({ id, outcome }) => [id, outcome]))
}
