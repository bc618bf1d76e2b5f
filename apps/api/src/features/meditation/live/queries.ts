import type { PhaseEvent, SessionMetrics, Target } from '@better-and-bliss/breath/protocol'
import type { Database } from '../../../db/database.ts'

export interface OwnSession {
  id: string
  userId: string
}

/** Whether there is such a session of theirs, running or not. */
export async function isOwner(db: Database, { id, userId }: OwnSession): Promise<boolean> {
  const rows = await db.query('live_is_owner', 'select 1 from meditation_sessions where id = $1 and user_id = $2', [
    id,
    userId,
  ])
  return rows.length > 0
}

/** Where a session's stream stood when a socket took it. */
export interface TakenStream {
  target: Target | null
  ended: boolean
  stream: string | null
  base_sample: number
  accepted_sample: number
  last_seq: number
  snapshot: Buffer | null
  recent_events: PhaseEvent[]
  clock_origin_ms: number
  saved_at_ms: number
}

/**
 * Makes `owner` the one that may write the session's stream, whoever had it before. Nothing is taken of a session that
 * has ended.
 *
 * @returns nothing if there is no such session of theirs.
 */
export async function takeStream(
  db: Database,
  { id, userId, owner, newStream, nowMs }: OwnSession & { owner: string; newStream: string; nowMs: number },
): Promise<TakenStream | undefined> {
  const [row] = await db.query<TakenStream>(
    'live_take_stream',
    `with session as (
       select id, target, ended_at is not null as ended from meditation_sessions where id = $1 and user_id = $2
     ), taken as (
       insert into breath_streams as s (session_id, stream, owner, clock_origin, saved_at)
       select id, $4, $3, to_timestamp($5::float8 / 1000), to_timestamp($5::float8 / 1000)
       from session where not ended
       on conflict (session_id) do update set owner = excluded.owner
       returning s.*
     )
     select target, ended, stream, base_sample::float8, accepted_sample::float8, last_seq, snapshot, recent_events,
       extract(epoch from clock_origin)::float8 * 1000 as clock_origin_ms,
       extract(epoch from saved_at)::float8 * 1000 as saved_at_ms
     from session left join taken on true`,
    [id, userId, owner, newStream, nowMs],
  )
  return row
}

/** Everything that a stream has detected since the last one, and what it needs to go on. */
export interface Checkpoint {
  sessionId: string
  owner: string
  stream: string
  clockOriginMs: number
  baseSample: number
  acceptedSample: number
  seq: number
  snapshot: Uint8Array
  /** JSON of the events that the client may have missed. */
  recentEvents: string
  metrics: SessionMetrics
  heardAtMs: number
  /** Phases that ended or were named anew. */
  events: readonly PhaseEvent[]
}

/**
 * Stores the checkpoints of many streams, and their phases, all or none. What another socket has taken, and what belongs
 * to a session that has ended, is left out.
 *
 * @returns the owners whose checkpoint was stored.
 */
export async function saveCheckpoints(db: Database, checkpoints: readonly Checkpoint[]): Promise<Set<string>> {
  const column = <Value>(pick: (checkpoint: Checkpoint) => Value) => checkpoints.map(pick)
  const rows = await db.query<{ owner: string }>('live_save_checkpoints', SAVE, [
    column(({ sessionId }) => sessionId),
    column(({ owner }) => owner),
    column(({ stream }) => stream),
    column(({ baseSample }) => baseSample),
    column(({ acceptedSample }) => acceptedSample),
    column(({ seq }) => seq),
    column(({ snapshot }) => snapshot.byteLength),
    column(({ recentEvents }) => recentEvents),
    column(({ metrics }) => JSON.stringify(metrics)),
    column(({ heardAtMs }) => heardAtMs),
    column(({ clockOriginMs }) => clockOriginMs),
    ...eventColumns(checkpoints),
    // One after the other: the driver sends one value as it is, but many of them as text.
    Buffer.concat(column(({ snapshot }) => snapshot)),
  ])
  return new Set(rows.map(({ owner }) => owner))
}

/** The row of the session is locked first, as by whoever ends it. */
const SAVE = `
  with saved as (
    select *, substring($24::bytea from 1 + (sum(size) over w - size)::int for size) as snapshot
    from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[], $6::int[], $7::int[],
      $8::text[], $9::text[], $10::float8[], $11::float8[]) with ordinality
      as s (session_id, owner, stream, base_sample, accepted_sample, last_seq, size, recent_events, metrics,
        heard_ms, origin_ms, place)
    window w as (order by place)
  ), open as (
    update meditation_sessions m set heard_until = to_timestamp(s.heard_ms / 1000)
    from saved s join breath_streams b on b.session_id = s.session_id and b.owner = s.owner
    where m.id = s.session_id and m.ended_at is null
    returning m.id, m.store_breath
  ), held as (
    update breath_streams b
    set stream = s.stream, clock_origin = to_timestamp(s.origin_ms / 1000), base_sample = s.base_sample,
      accepted_sample = s.accepted_sample, last_seq = s.last_seq, snapshot = s.snapshot,
      recent_events = s.recent_events::jsonb,
      metrics = case when o.store_breath then s.metrics::jsonb end, saved_at = to_timestamp(s.heard_ms / 1000)
    from saved s join open o on o.id = s.session_id
    where b.session_id = s.session_id and b.owner = s.owner
    returning b.session_id, b.owner, o.store_breath
  ), phases as (
    insert into breath_events (id, session_id, event_type, timestamp, duration_ms, volume_rms, spectral_centroid,
      confidence_score, breath_number, is_consistent, deviation_from_target)
    select md5(concat_ws(':', held.session_id, e.origin_ms, e.phase))::uuid, held.session_id, e.event_type,
      to_timestamp((e.origin_ms + e.t_ms) / 1000), e.duration_ms, e.volume_rms, e.spectral_centroid, e.confidence_score,
      e.breath_number, e.is_consistent, e.deviation_from_target
    from unnest($12::uuid[], $13::float8[], $14::int[], $15::text[], $16::float8[], $17::int[], $18::float8[],
      $19::float8[], $20::float8[], $21::int[], $22::bool[], $23::float8[])
      as e (owner, origin_ms, phase, event_type, t_ms, duration_ms, volume_rms, spectral_centroid,
        confidence_score, breath_number, is_consistent, deviation_from_target)
    join held on held.owner = e.owner and held.store_breath
    on conflict (id) do update
    set event_type = excluded.event_type, timestamp = excluded.timestamp, duration_ms = excluded.duration_ms,
      volume_rms = excluded.volume_rms, spectral_centroid = excluded.spectral_centroid,
      confidence_score = excluded.confidence_score, breath_number = excluded.breath_number,
      is_consistent = excluded.is_consistent, deviation_from_target = excluded.deviation_from_target
  )
  select owner from held`

/** One row a phase: of what was said of it, the last counts. */
function eventColumns(checkpoints: readonly Checkpoint[]): unknown[][] {
  const phases = checkpoints.flatMap((checkpoint) => {
    const last = new Map(checkpoint.events.map((event) => [event.id, event]))
    return [...last.values()].map((event) => ({ checkpoint, event }))
  })
  const column = <Value>(pick: (event: PhaseEvent) => Value) => phases.map(({ event }) => pick(event))
  return [
    phases.map(({ checkpoint }) => checkpoint.owner),
    phases.map(({ checkpoint }) => checkpoint.clockOriginMs),
    column(({ id }) => id),
    column(({ event_type }) => event_type),
    column(({ t_ms }) => t_ms),
    column(({ duration_ms }) => duration_ms),
    column(({ volume_rms }) => volume_rms),
    column(({ spectral_centroid }) => spectral_centroid),
    column(({ confidence_score }) => confidence_score),
    column(({ breath_number }) => breath_number),
    column(({ is_consistent }) => is_consistent),
    column(({ deviation_from_target }) => deviation_from_target),
  ]
}

/**
 * The row of a stream is gone although its session runs: PostgreSQL crashed, and the table is not logged. It is made
 * anew for `owner`. @returns whether that was so.
 */
export async function restoreStream(db: Database, { sessionId, owner, stream, clockOriginMs }: Checkpoint) {
  const rows = await db.query(
    'live_restore_stream',
    `insert into breath_streams (session_id, stream, owner, clock_origin, saved_at)
     select id, $3, $2, to_timestamp($4::float8 / 1000), now() from meditation_sessions
     where id = $1 and ended_at is null
     on conflict (session_id) do nothing
     returning session_id`,
    [sessionId, owner, stream, clockOriginMs],
  )
  return rows.length > 0
}

/** Who may write a session's stream. @returns nothing if the session is gone, or has ended. */
export async function selectHolder(db: Database, sessionId: string): Promise<{ owner: string | null } | undefined> {
  const [row] = await db.query<{ owner: string | null }>(
    'live_holder',
    `select s.owner from meditation_sessions m left join breath_streams s on s.session_id = m.id
     where m.id = $1 and m.ended_at is null`,
    [sessionId],
  )
  return row
}
