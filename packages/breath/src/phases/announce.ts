import type { EventType, PhaseEvent } from '../protocol/event.ts'
import type { Target } from '../protocol/target.ts'
import { clamp, round } from '../statistics.ts'
import type { BurstClassifier } from './classify/classifier.ts'
import { deviationFrom, holdAimMs, isConsistent, phaseAimMs, usualMs } from './consistency.ts'
import { eventTypeOf, type Phase } from './phase.ts'
import { REST, type Session } from './session.ts'

/** A hold, a pause and a faint breath are the same silence. */
const HOLD_CONFIDENCE = 0.8

export interface Voice {
  target: Target | null
  emit: (event: PhaseEvent) => void
  classifier: BurstClassifier
}

/** Tells of a phase of sound. */
export function announcePhase(session: Session, voice: Voice, state: PhaseEvent['state'], phase: Phase): void {
  const isFinal = state !== 'start'
  const aimMs = phaseAimMs(voice.target, phase.exhale)
  session.seq += 1
  voice.emit({
    type: 'phase',
    seq: session.seq,
    id: phase.id,
    state,
    event_type: eventTypeOf(phase),
    t_ms: Math.max(0, Math.round(phase.startMs)),
    duration_ms: Math.max(0, Math.round(phase.durationMs)),
    volume_rms: round(clamp(phase.volumeRms, 0, 1), 4),
    spectral_centroid: round(clamp(phase.centroidHz, 0, 8000), 1),
    confidence_score: round(clamp(phase.confidence, 0, 1), 2),
    breath_number: phase.breathNumber,
    is_consistent: isFinal ? isConsistent(phase.durationMs, aimMs ?? usualMs(session, phase)) : null,
    deviation_from_target: isFinal ? deviationFrom(phase.durationMs, aimMs) : null,
    provisional: !isFinal,
  })
}

/** Tells of a sound that was announced as breath and was none. */
export function announceMistake(session: Session, voice: Voice, state: 'end' | 'revise', phase: Phase): void {
  announceSilence(session, voice, state, 'idle', phase, null)
}

/** Tells of a hold or of nothing. */
export function announceRest(session: Session, voice: Voice, state: 'start' | 'end', endMs: number): void {
  const { kind, id, startMs } = session.rest
  const last = session.history[session.heard - 1]
  const isHold = kind === REST.hold
  const silence = { id, startMs, durationMs: endMs - startMs, confidence: isHold ? HOLD_CONFIDENCE : 1 }
  const aimMs = isHold && state === 'end' ? holdAimMs(voice.target, last?.exhale ?? false) : null
  announceSilence(session, voice, state, isHold ? 'holding' : 'idle', silence, aimMs)
}

function announceSilence(
  session: Session,
  voice: Voice,
  state: PhaseEvent['state'],
  type: EventType,
  { id, startMs, durationMs, confidence }: Pick<Phase, 'id' | 'startMs' | 'durationMs' | 'confidence'>,
  aimMs: number | null,
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
    is_consistent: isConsistent(durationMs, aimMs),
    deviation_from_target: deviationFrom(durationMs, aimMs),
    provisional: state === 'start',
  })
}
