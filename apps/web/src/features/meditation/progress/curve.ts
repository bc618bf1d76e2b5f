import type { TimelineEvent } from '@better-and-bliss/sdk'

export type DetectedType = 'inhaling' | 'exhaling' | 'holding'

/** A phase as a segment of the curve of a breath: 0 is empty, 1 is full. */
export interface CurveSegment {
  type: DetectedType
  fromMs: number
  toMs: number
  from: number
  to: number
  /** The detector was not sure of it. */
  isGuess: boolean
}

const SURE = 0.5
const MS_PER_MINUTE = 60_000

/** The curve that the phases of a session draw; where no phase was detected, there is none. */
export function curveOf(timeline: readonly TimelineEvent[]): CurveSegment[] {
  let level = 0
  return timeline.flatMap(({ event_type, t_ms, duration_ms, confidence_score }) => {
    if (event_type === 'idle' || !duration_ms) return []
    const from = event_type === 'inhaling' ? 0 : event_type === 'exhaling' ? 1 : level
    level = event_type === 'holding' ? level : 1 - from
    const isGuess = confidence_score !== null && confidence_score < SURE
    return { type: event_type, fromMs: t_ms, toMs: t_ms + duration_ms, from, to: level, isGuess }
  })
}

/** The segments of the curve minute by minute; one that crosses the edge is in both. */
export function curveByMinute(segments: readonly CurveSegment[], minutes: number): CurveSegment[][] {
  return Array.from({ length: minutes }, (_, minute) => {
    const fromMs = minute * MS_PER_MINUTE
    return segments.filter((segment) => segment.toMs > fromMs && segment.fromMs < fromMs + MS_PER_MINUTE)
  })
}

/** How long a phase usually was, in milliseconds. Holds are distinguished by the phase before them. */
export interface UsualCycle {
  inhale_ms: number | null
  hold_in_ms: number | null
  exhale_ms: number | null
  hold_out_ms: number | null
}

/** A hold is usual if at least every other breath has one. */
export function usualCycle(segments: readonly CurveSegment[]): UsualCycle {
  const lengths = (type: DetectedType, level?: number) =>
    segments.flatMap((segment) =>
      segment.type === type && !segment.isGuess && (level === undefined || segment.from === level)
        ? [segment.toMs - segment.fromMs]
        : [],
    )
  const exhales = lengths('exhaling')
  const usualHold = (level: number) => {
    const holds = lengths('holding', level)
    return holds.length * 2 >= exhales.length ? median(holds) : null
  }
  return {
    inhale_ms: median(lengths('inhaling')),
    hold_in_ms: usualHold(1),
    exhale_ms: median(exhales),
    hold_out_ms: usualHold(0),
  }
}

function median(values: number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? null
}
