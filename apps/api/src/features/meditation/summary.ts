import { targetSchema } from '@better-and-bliss/breath/protocol'
import type { SessionRow } from './queries.ts'
import type { Summary } from './schemas.ts'

const storedTarget = targetSchema.nullable()

/** A stored session as the API tells it. */
export function toSummary(row: SessionRow): Summary {
  return {
    session_id: row.id,
    session_type: row.session_type,
    content: row.content_id === null ? null : toContent(row, row.content_id),
    pattern: row.pattern,
    pattern_name: row.pattern_name,
    target: storedTarget.parse(row.target),
    started_at: row.started_at.toISOString(),
    store_breath: row.store_breath,
    ended_at: row.ended_at?.toISOString() ?? null,
    duration_seconds: row.duration_seconds,
    completed: row.completed,
    was_heard: row.was_heard,
    total_breaths: row.total_breaths,
    avg_breath_duration: row.avg_breath_duration,
    breath_consistency_score: row.breath_consistency_score,
    inhale_exhale_ratio: row.inhale_exhale_ratio,
    quality_score: row.quality_score,
    mood_before: row.mood_before,
    mood_after: row.mood_after,
    note: row.note,
  }
}

function toContent(row: SessionRow, id: string): Summary['content'] {
  return { id, title: row.content_title, slug: row.content_slug, content_type: row.content_type }
}

/** Breaths in a minute at `avgBreathSeconds` a breath, to a hundredth; null if that is unknown. */
export function ratePerMinute(avgBreathSeconds: number | null): number | null {
  return avgBreathSeconds ? Math.round(6_000 / avgBreathSeconds) / 100 : null
}
