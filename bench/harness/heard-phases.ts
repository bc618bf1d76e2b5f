import type { HeardPhase, Truth } from '@better-and-bliss/breath/corpus'
import { namingOf } from '@better-and-bliss/breath/corpus'
import type { PhaseEvent } from '@better-and-bliss/breath/protocol'

/** The phases that a stream's events tell of, under their last names. */
export function heardPhases(events: readonly PhaseEvent[]): HeardPhase[] {
  const phases = new Map<number, HeardPhase>()
  for (const { id, t_ms, event_type, duration_ms, confidence_score, breath_number } of events) {
    const announced_type = phases.get(id)?.announced_type ?? event_type
    const told = { t_ms, event_type, announced_type, duration_ms, breath_number }
    phases.set(id, { ...told, confidence: confidence_score, emitted_ms: t_ms })
  }
  return [...phases.values()]
}

const STEP_MS = 40

/** The phases on the clock of the recording, of which nobody knows how far it was when the stream began: so that most of them are found. */
export function aligned(heard: readonly HeardPhase[], truth: Truth, latestMs: number): HeardPhase[] {
  let best = heard
  let most = -1
  for (let shiftMs = 0; shiftMs <= latestMs; shiftMs += STEP_MS) {
    const shifted = heard.map((phase) => ({ ...phase, t_ms: phase.t_ms + shiftMs }))
    const { phases } = namingOf(truth, shifted)
    if (phases <= most) continue
    most = phases
    best = shifted
  }
  return [...best]
}
