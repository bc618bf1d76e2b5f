import {
  type CalibrationPlan,
  type EventType,
  NO_METRICS,
  type PhaseEvent,
  type Quality,
  type ServerMessage,
  type SessionMetrics,
} from '@better-and-bliss/breath/protocol'

/** One phase as it is known now, on the session's audio clock. */
export interface Phase {
  id: number
  type: EventType
  startMs: number
  /** Null while it lasts. */
  endMs: number | null
  confidence: number
}

/** What the server has sent about a session. */
export interface Breath {
  /** The phase that lasts now; null before the first. */
  now: Phase | null
  /** The last minute and a bit, oldest first. */
  phases: readonly Phase[]
  metrics: SessionMetrics
  quality: Quality | null
  calibration: CalibrationPlan | null
  /** Kept for the member's next session with this microphone. */
  profile: string | null
}

/** Ids and times of phases belong to one stream. */
const NO_PHASES = { now: null, phases: [] } satisfies Partial<Breath>

export const NO_BREATH: Breath = {
  ...NO_PHASES,
  metrics: NO_METRICS,
  quality: null,
  calibration: null,
  profile: null,
}

const KEPT_MS = 70_000

/** What is known after another message. Answers the same object where it says nothing new. */
export function breathAfter(breath: Breath, message: ServerMessage): Breath {
  switch (message.type) {
    case 'ready':
      return { ...breath, ...(!message.resumed && NO_PHASES), calibration: message.calibration }
    case 'phase':
      return withPhase(breath, message)
    case 'metrics':
      return { ...breath, metrics: metricsOf(message) }
    case 'quality': {
      const { level_db, snr_db, clipping, gated, reason } = message
      return { ...breath, quality: { level_db, snr_db, clipping, gated, reason } }
    }
    case 'bye':
      return { ...breath, metrics: message.metrics, profile: message.profile }
    default:
      return breath
  }
}

function withPhase(breath: Breath, event: PhaseEvent): Breath {
  const phase: Phase = {
    id: event.id,
    type: event.event_type,
    startMs: event.t_ms,
    endMs: event.state === 'start' ? null : event.t_ms + event.duration_ms,
    confidence: event.confidence_score,
  }
  const others = breath.phases.filter(({ id }) => id !== event.id)
  const oldestMs = event.t_ms - KEPT_MS
  const phases = [...others.map((other) => endedBefore(other, phase)), phase]
    .filter(({ endMs }) => endMs === null || endMs >= oldestMs)
    .sort((a, b) => a.startMs - b.startMs)
  const last = phases.at(-1) ?? null
  return { ...breath, phases, now: last?.endMs === null ? last : breath.now && followUp(breath.now, event) }
}

/** A phase that another has followed has ended, even if nobody said so. */
function endedBefore(phase: Phase, next: Phase): Phase {
  return phase.endMs === null && next.startMs > phase.startMs ? { ...phase, endMs: next.startMs } : phase
}

/** What lasts after an event that began nothing: the phase stays in view, renamed if need be, until the next begins. */
function followUp(now: Phase, event: PhaseEvent): Phase {
  return now.id === event.id ? { ...now, type: event.event_type, endMs: event.t_ms + event.duration_ms } : now
}

function metricsOf(message: Extract<ServerMessage, { type: 'metrics' }>): SessionMetrics {
  const { type: _, ...metrics } = message
  return metrics
}
