import { randomUUID } from 'node:crypto'
import type { EventType } from '@better-and-bliss/breath/protocol'
import type { Database } from '../db/database.ts'
import type { TestServer } from './test-server.ts'

interface SessionRow {
  /** Whose it is, by their email. */
  email: string
  startedAt: string
  /** Null for one that still runs. */
  seconds?: number | null
  breaths?: number
  breathSeconds?: number | null
  consistency?: number | null
  quality?: number | null
  contentId?: string | null
  heardUntil?: string | null
  storeBreath?: boolean
}

/** Writes a session, completed unless it says otherwise. @returns its id. */
export async function insertPractice(db: Database, row: SessionRow): Promise<string> {
  const { seconds = 600, breaths = 0, breathSeconds = null, consistency = null, quality = null } = row
  const id = randomUUID()
  await db.query(
    'test_insert_practice',
    `insert into meditation_sessions (id, user_id, content_id, session_type, started_at, ended_at, duration_seconds,
       completed, total_breaths, avg_breath_duration, breath_consistency_score, quality_score, heard_until, store_breath)
     select $1, u.id, $3, case when $3::uuid is null then 'free_practice' else 'guided' end, $4,
       $4::timestamptz + make_interval(secs => $5), $5, $5::integer is not null, $6, $7, $8, $9, $10, $11
     from users u where u.email = $2`,
    [
      id,
      row.email,
      row.contentId ?? null,
      row.startedAt,
      seconds,
      breaths,
      breathSeconds,
      consistency,
      quality,
      row.heardUntil ?? null,
      row.storeBreath ?? true,
    ],
  )
  return id
}

/** Writes finished phases of a session: what, from when on and how long, and the number of the breath. */
export async function insertPhases(
  db: Database,
  sessionId: string,
  phases: [type: EventType, fromMs: number, durationMs: number, breath: number][],
): Promise<void> {
  await db.query(
    'test_insert_phases',
    `insert into breath_events (session_id, event_type, timestamp, duration_ms, volume_rms, spectral_centroid,
       confidence_score, breath_number, is_consistent, deviation_from_target)
     select s.id, type, s.started_at + make_interval(secs => from_ms / 1000), duration_ms, 0.03, 800.5, 0.9, breath,
       true, -0.05
     from meditation_sessions s, unnest($2::text[], $3::float8[], $4::int[], $5::int[])
       as p (type, from_ms, duration_ms, breath)
     where s.id = $1`,
    [sessionId, ...[0, 1, 2, 3].map((column) => phases.map((phase) => phase[column]))],
  )
}

/** Regular breathing: `count` times an inhale, then an exhale. */
export function breathing(count: number, { inhaleMs = 4_000, exhaleMs = 6_000 } = {}) {
  return Array.from({ length: count }, (_, index) => {
    const fromMs = index * (inhaleMs + exhaleMs)
    const phases: [EventType, number, number, number][] = [
      ['inhaling', fromMs, inhaleMs, index + 1],
      ['exhaling', fromMs + inhaleMs, exhaleMs, index + 1],
    ]
    return phases
  }).flat()
}

/** What a live stream has counted so far. */
export async function insertStream(db: Database, sessionId: string, metrics: object | null): Promise<void> {
  await db.query(
    'test_insert_stream',
    `insert into breath_streams (session_id, stream, owner, metrics, clock_origin, saved_at)
     values ($1, gen_random_uuid(), gen_random_uuid(), $2, now(), now())`,
    [sessionId, metrics],
  )
}

/** Begins a session over the API. @returns its id. */
export async function startSession(server: TestServer, cookies: string, body: object = {}): Promise<string> {
  const response = await server.request('POST', '/api/meditation/sessions/start', { body, cookies })
  if (response.statusCode !== 201) throw new Error(`The session did not start: ${response.body}`)
  return response.json().session_id
}
