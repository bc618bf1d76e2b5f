import type { UsualCycle } from './curve.ts'
import { t } from './messages.ts'

const PARTS = ['inhale_ms', 'hold_in_ms', 'exhale_ms', 'hold_out_ms'] as const

/** Within a tenth nobody would notice; within a quarter the pattern can still be felt. */
const UNNOTICED = 0.1
const FELT = 0.25
/** Of the pattern's time; a seventh is a second and a half of coherent breathing. */
const MISPLACED = 0.15

/** How near a usual breath came to a pattern, in a sentence: in length, and in how its parts share that. */
export function closenessWords(yours: UsualCycle, pattern: UsualCycle, name: string): string {
  const share = lengthOf(yours) / lengthOf(pattern)
  if (Math.abs(share - 1) <= UNNOTICED)
    return misplacedShare(yours, pattern) <= MISPLACED ? t('breathedAlong', { name }) : t('sharedOut', { name })
  const pace = share > 1 ? t('slower') : t('quicker')
  return Math.abs(share - 1) <= FELT ? t('aLittlePace', { pace, name }) : t('breathedPace', { pace, name })
}

/** @returns milliseconds. */
export function lengthOf(cycle: UsualCycle): number {
  return PARTS.reduce((sum, part) => sum + (cycle[part] ?? 0), 0)
}

/** The share of the pattern's time that was spent in another part. */
function misplacedShare(yours: UsualCycle, pattern: UsualCycle): number {
  const misplacedMs = PARTS.reduce((sum, part) => sum + Math.abs((yours[part] ?? 0) - (pattern[part] ?? 0)), 0)
  return misplacedMs / 2 / lengthOf(pattern)
}
