import type { EventType, PhaseEvent } from '../protocol/event.ts'
import type { Target } from '../protocol/target.ts'
import { clamp, round } from '../statistics.ts'
import { deviationFromTarget, isConsistent } from './consistency.ts'
import { eventTypeOf, type Phase } from './phase.ts'
import { REST, type Session } from './session.ts'

export interface Voice {
  target: Target | null
  emit: (event: PhaseEvent) => void
}

/** Tells of a phase of sound. */
export function announcePhase(session: Session, voice: Voice, state: PhaseEvent['state'], phase: Phase): void {
  const isFinal = state !== 'start'
  const type = eventTypeOf(phase)
  session.seq += 1
  voice.emit({
    type: 'phase',
    seq: session.seq,
    id: phase.id,
    state,
    event_type: type,
    t_ms: Math.max(0, Math.round(phase.startMs)),
    duration_ms: Math.max(0, Math.round(phase.durationMs)),
    volume_rms: round(clamp(phase.volumeRms, 0, 1), 4),
    spectral_centroid: round(clamp(phase.centroidHz, 0, 8000), 1),
    confidence_score: round(clamp(phase.confidence, 0, 1), 2),
    breath_number: phase.breathNumber,
    is_consistent: isFinal ? isConsistent(session, voice.target, phase) : null,
    deviation_from_target: isFinal ? deviationFromTarget(voice.target, type, phase) : null,
    provisional: !isFinal,
  })
}

/** Tells of a sound that was announced as breath and was none. */
export function announceMistake(session: Session, voice: Voice, state: 'end' | 'revise', phase: Phase): void {
  announceSilence(session, voice, state, 'idle', phase)
}

/** Tells of a hold or of nothing. */
export function announceRest(session: Session, voice: Voice, state: 'start' | 'end', endMs: number): void {
  const { kind, id, startMs } = session.rest
  const type = kind === REST.hold ? 'holding' : 'idle'
  announceSilence(session, voice, state, type, {
    id,
    startMs,
    durationMs: endMs - startMs,
    confidence: kind === REST.hold ? 0.8 : 1,
  })
}

function announceSilence(
  session: Session,
  voice: Voice,
  state: PhaseEvent['state'],
  type: EventType,
  { id, startMs, durationMs, confidence }: Pick<Phase, 'id' | 'startMs' | 'durationMs' | 'confidence'>,
): void {
  session.seq += 1
  voice.emit({
    type: 'phase',
    seq: session.seq,
    id,
    state,
    event_type: type,
    t_ms: Math.max(0, Math.round(startMs)),
    duration_ms: Math.max(0, Math.round(durationMs)),
    volume_rms: 0,
    spectral_centroid: 0,
    confidence_score: round(clamp(confidence, 0, 1), 2),
    breath_number: session.breathNumber,
    is_consistent: null,
    deviation_from_target: null,
    provisional: state === 'start',
  })
}
