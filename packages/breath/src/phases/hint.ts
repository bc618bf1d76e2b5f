import type { Target } from '../protocol/target.ts'
import { clamp } from '../statistics.ts'

const MOST_LOG_ODDS = 2
/** A phase twice as long as the one it may be, and as long as the other, is rather the other. */
const PER_OCTAVE = 1.5
const PER_SECOND = 0.5

/** Log odds of an exhale by the pattern that the member follows: by how long it lasts, and by the hold before it. */
export function hintOf(target: Target | null, durationMs: number, gapMs: number, isJoined: boolean): number {
  if (!target) return 0
  const octavesFrom = (aimMs: number) => Math.abs(Math.log2(Math.max(1, durationMs) / aimMs))
  const byLength = PER_OCTAVE * (octavesFrom(target.inhale_ms) - octavesFrom(target.exhale_ms))
  const secondsFrom = (aimMs: number) => Math.abs(gapMs - aimMs) / 1000
  const byHold = isJoined ? PER_SECOND * (secondsFrom(target.hold_out_ms) - secondsFrom(target.hold_in_ms)) : 0
  return clamp(byLength, -MOST_LOG_ODDS, MOST_LOG_ODDS) + clamp(byHold, -MOST_LOG_ODDS, MOST_LOG_ODDS)
}

/** From one inhale of the pattern to the next; 0 without one. */
export function cycleMsOf(target: Target | null): number {
  return target ? target.inhale_ms + target.hold_in_ms + target.exhale_ms + target.hold_out_ms : 0
}
