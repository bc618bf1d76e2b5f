import type { Database } from '../../db/database.ts'
import { type Cell, csvRow } from '../../text/csv.ts'
import { eventPages } from './events.ts'
import { allSessions } from './export-pages.ts'
import type { EventRow } from './queries.ts'
import type { Summary } from './schemas.ts'
import { toSummary } from './summary.ts'

const SESSION_COLUMNS: Record<string, (session: Summary) => Cell> = {
  session_id: ({ session_id }) => session_id,
  session_type: ({ session_type }) => session_type,
  content_title: ({ content }) => content?.title ?? null,
  pattern: ({ pattern }) => pattern,
  started_at: ({ started_at }) => started_at,
  ended_at: ({ ended_at }) => ended_at,
  duration_seconds: ({ duration_seconds }) => duration_seconds,
  completed: ({ completed }) => completed,
  total_breaths: ({ total_breaths }) => total_breaths,
  avg_breath_duration: ({ avg_breath_duration }) => avg_breath_duration,
  breath_consistency_score: ({ breath_consistency_score }) => breath_consistency_score,
  inhale_exhale_ratio: ({ inhale_exhale_ratio }) => inhale_exhale_ratio,
  quality_score: ({ quality_score }) => quality_score,
  mood_before: ({ mood_before }) => mood_before,
  mood_after: ({ mood_after }) => mood_after,
  note: ({ note }) => note,
}

const EVENT_COLUMNS: Record<string, (event: EventRow) => Cell> = {
  event_type: ({ event_type }) => event_type,
  timestamp: ({ timestamp }) => timestamp.toISOString(),
  t_ms: ({ t_ms }) => t_ms,
  duration_ms: ({ duration_ms }) => duration_ms,
  volume_rms: ({ volume_rms }) => volume_rms,
  spectral_centroid: ({ spectral_centroid }) => spectral_centroid,
  confidence_score: ({ confidence_score }) => confidence_score,
  breath_number: ({ breath_number }) => breath_number,
  is_consistent: ({ is_consistent }) => is_consistent,
  deviation_from_target: ({ deviation_from_target }) => deviation_from_target,
}

const NO_EVENT = Object.keys(EVENT_COLUMNS).map(() => null)

/** RFC 4180, a row a phase, a page of phases at a time; a session without any has one row. */
export async function* csvOf(db: Database, userId: string): AsyncGenerator<string> {
  yield csvRow([...Object.keys(SESSION_COLUMNS), ...Object.keys(EVENT_COLUMNS)])
  for await (const row of allSessions(db, userId)) {
    const summary = toSummary(row)
    const session = Object.values(SESSION_COLUMNS).map((cellOf) => cellOf(summary))
    let isEmpty = true
    for await (const page of eventPages(db, row.id)) {
      if (page.length === 0) continue
      isEmpty = false
      yield page.map((event) => csvRow([...session, ...cellsOf(event)])).join('')
    }
    if (isEmpty) yield csvRow([...session, ...NO_EVENT])
  }
}

function cellsOf(event: EventRow): Cell[] {
  return Object.values(EVENT_COLUMNS).map((cellOf) => cellOf(event))
}
