import type { EventType } from '../protocol/event.ts'
import type { Target } from '../protocol/target.ts'
import { clamp, median, round } from '../statistics.ts'
import { entriesOf } from './log.ts'
import type { Phase } from './phase.ts'
import type { Session } from './session.ts'

/** Within a fifth of what it should be. */
const TOLERANCE = 0.2
/** The usual length is the median of so many of the same kind. */
const RECENT = 8
const LEAST_RECENT = 3

/** Whether a phase lasted as long as the target says or, without one, as its kind usually does; null while that is unknown. */
export function isConsistent(session: Session, target: Target | null, phase: Phase): boolean | null {
  const aimMs = target ? aim(target, phase.exhale ? 'exhaling' : 'inhaling') : usualMs(session, phase)
  return aimMs ? Math.abs(phase.durationMs / aimMs - 1) <= TOLERANCE : null
}

/** (duration - target) / target, within its column; null without a target. */
export function deviationFromTarget(target: Target | null, type: EventType, { durationMs }: Phase): number | null {
  const aimMs = target ? aim(target, type) : 0
  return aimMs ? round(clamp((durationMs - aimMs) / aimMs, -9.99, 9.99), 2) : null
}

const aim = (target: Target, type: EventType) => (type === 'exhaling' ? target.exhale_ms : target.inhale_ms)

function usualMs(session: Session, phase: Phase): number | null {
  const same = entriesOf(session.log).filter((entry) => entry.exhale === phase.exhale && entry.id !== phase.id)
  return same.length < LEAST_RECENT ? null : median(same.slice(-RECENT).map((entry) => entry.durationMs))
}
