import type { Target } from '../protocol/target.ts'
import { clamp, median, round } from '../statistics.ts'
import { entriesBeside } from './log.ts'
import type { Phase } from './phase.ts'
import type { Session } from './session.ts'

/** Within a fifth of what it should be. */
const TOLERANCE = 0.2
/** The usual length is the median of so many of the same kind. */
const RECENT = 8
const LEAST_RECENT = 3

/** What the pattern asks of an inhale or an exhale; null without a pattern. */
export function phaseAimMs(target: Target | null, exhale: boolean): number | null {
  if (!target) return null
  return exhale ? target.exhale_ms : target.inhale_ms
}

/** What the pattern asks of a hold after an exhale or an inhale; null without a pattern, or where it has no hold. */
export function holdAimMs(target: Target | null, afterExhale: boolean): number | null {
  if (!target) return null
  return (afterExhale ? target.hold_out_ms : target.hold_in_ms) || null
}

/** How long a phase of its kind usually lasts; null while that is unknown. */
export function usualMs(session: Session, phase: Phase): number | null {
  const same = entriesBeside(session.log, phase.id).filter(({ exhale }) => exhale === phase.exhale)
  return same.length < LEAST_RECENT ? null : median(same.slice(-RECENT).map((entry) => entry.durationMs))
}

/** Whether something lasted about as long as it should; null if nothing says how long that is. */
export function isConsistent(durationMs: number, aimMs: number | null): boolean | null {
  return aimMs ? Math.abs(durationMs / aimMs - 1) <= TOLERANCE : null
}

/** (duration - target) / target, within its column; null without a target. */
export function deviationFrom(durationMs: number, aimMs: number | null): number | null {
  return aimMs ? round(clamp((durationMs - aimMs) / aimMs, -9.99, 9.99), 2) : null
}
