import type { Database } from '../../db/database.ts'

export interface StreamOpening {
  memberId: string
  signInId: string
  contentId: string
  newId: string
  renews: string | null
  takesOver: string | null
  userAgent: string | null
  maxHeight: number
  maxStreams: number
  nowMs: number
  expiresAtSeconds: number
  /** How much sooner its token may expire, so that no two streams of a member and item share an expiry. */
  mostShiftSeconds: number
  /** A token that was signed less than this ago is given out again. */
  renewableAfterSeconds: number
}

export type Opened =
  | { outcome: 'opened'; id: string; expiresAtSeconds: number }
  /** Every place of the member is taken. */
  | { outcome: 'limit' }
  /** The member or the sign-in has ended meanwhile. */
  | { outcome: 'no_player' }

/** Starts or renews many streams in one statement, member by member. @returns what became of each, in their order. */
export async function openStreams(db: Database, openings: StreamOpening[], quietMs: number): Promise<Opened[]> {
  const column = <Value>(pick: (opening: StreamOpening) => Value) => openings.map(pick)
  const rows = await db.query<{ place: number; outcome: Opened['outcome']; id: string; expires: number }>(
    'streaming_open_streams',
    `select asked.position::integer - 1 as place, opened.outcome, opened.stream_id as id,
       extract(epoch from opened.token_expiry)::float8 as expires
     from (
       select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[],
         $8::integer[], $9::integer[], $10::float8[], $11::float8[], $12::integer[], $13::integer[]) with ordinality
         as a (member, sign_in, item, new_id, renews, takes_over, agent, height, most, now_ms, expiry, most_shift,
           renewable_after, position)
       order by member, position offset 0
     ) asked, lateral open_stream(member, sign_in, item, new_id, renews, takes_over, agent, height, most,
       to_timestamp(now_ms / 1000), to_timestamp((now_ms - $14::float8) / 1000), to_timestamp(expiry), most_shift,
       renewable_after) opened`,
    [
      column((opening) => opening.memberId),
      column((opening) => opening.signInId),
      column((opening) => opening.contentId),
      column((opening) => opening.newId),
      column((opening) => opening.renews),
      column((opening) => opening.takesOver),
      column((opening) => opening.userAgent),
      column((opening) => opening.maxHeight),
      column((opening) => opening.maxStreams),
      column((opening) => opening.nowMs),
      column((opening) => opening.expiresAtSeconds),
      column((opening) => opening.mostShiftSeconds),
      column((opening) => opening.renewableAfterSeconds),
      quietMs,
    ],
  )
  const answers: Opened[] = []
  for (const { place, outcome, id, expires } of rows) {
    answers[place] = outcome === 'opened' ? { outcome, id, expiresAtSeconds: expires } : { outcome }
  }
  return answers
}

export interface RunningStream {
  id: string
  content_id: string
  title: string
  user_agent: string | null
  started_at: Date
  last_seen_at: Date
  sign_in_id: string | null
}

/** The streams of a member that have a place and were seen since, the newest first. */
export async function selectRunningStreams(
  db: Database,
  { memberId, quietSinceMs }: { memberId: string; quietSinceMs: number },
): Promise<RunningStream[]> {
  return db.query(
    'streaming_running',
    `select s.id, s.content_id, c.title, s.user_agent, s.started_at, s.last_seen_at, s.sign_in_id
     from stream_sessions s join content c on c.id = s.content_id
     where s.user_id = $1 and s.place is not null and s.ended_at is null and s.last_seen_at > to_timestamp($2::float8 / 1000)
       and s.last_seen_at <= to_timestamp($2::float8 / 1000) + interval '5 minutes'
     order by s.started_at desc, s.id`,
    [memberId, quietSinceMs],
  )
}

/** Ends a stream by its member's word. @returns whether it is one of theirs; one that was ended stays as it is. */
export async function endOwnStream(
  db: Database,
  { id, memberId, nowMs }: { id: string; memberId: string; nowMs: number },
): Promise<boolean> {
  const rows = await db.query(
    'streaming_end_own',
    `with ended as (
       update stream_sessions set ended_at = to_timestamp($3::float8 / 1000), ended_reason = 'ended_by_member'
       where id = $1 and user_id = $2 and ended_at is null)
     select from stream_sessions where id = $1 and user_id = $2`,
    [id, memberId, nowMs],
  )
  return rows.length > 0
}
