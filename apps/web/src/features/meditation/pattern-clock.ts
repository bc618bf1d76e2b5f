import type { Target } from '@better-and-bliss/breath/protocol'
import { cycleMs } from './patterns.ts'

export type Step = 'in' | 'hold-in' | 'out' | 'hold-out'

/** Where a pattern is at one moment. */
export interface PatternMoment {
  step: Step
  /** Counts from 0. */
  cycle: number
  /** How much of the step is over, 0 to 1. */
  share: number
  remainingMs: number
  /** How full the lungs should be, 0 to 1. */
  fullness: number
}

/** Where `target` stands `elapsedMs` after its first inhale began; before that it waits at the beginning. */
export function momentOf(target: Target, elapsedMs: number): PatternMoment {
  const whole = cycleMs(target)
  const elapsed = Math.max(elapsedMs, 0)
  const cycle = Math.floor(elapsed / whole)
  let within = elapsed - cycle * whole
  for (const [step, lengthMs] of stepsOf(target)) {
    if (within < lengthMs) {
      const share = within / lengthMs
      return { step, cycle, share, remainingMs: lengthMs - within, fullness: fullnessAt(step, share) }
    }
    within -= lengthMs
  }
  return { step: 'in', cycle: cycle + 1, share: 0, remainingMs: target.inhale_ms, fullness: 0 }
}

function stepsOf(target: Target): readonly (readonly [Step, number])[] {
  return [
    ['in', target.inhale_ms],
    ['hold-in', target.hold_in_ms],
    ['out', target.exhale_ms],
    ['hold-out', target.hold_out_ms],
  ]
}

function fullnessAt(step: Step, share: number): number {
  if (step === 'in') return easeInOut(share)
  if (step === 'out') return 1 - easeInOut(share)
  return step === 'hold-in' ? 1 : 0
}

/** A breath begins and ends softly: half a cosine. */
export function easeInOut(share: number): number {
  return (1 - Math.cos(Math.PI * share)) / 2
}
