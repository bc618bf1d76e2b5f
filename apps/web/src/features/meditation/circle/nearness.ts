import type { Target } from '@better-and-bliss/breath/protocol'
import type { Phase } from '../live/breath.ts'
import { momentOf } from '../pattern-clock.ts'
import { cycleMs } from '../patterns.ts'

const STEP_MS = 100
/** A breath or two: what was long ago says nothing of now. */
const LONGEST_MS = 12_000
/** Less of it heard says nothing. */
const LEAST_MS = 1_500

/** One moment on both clocks. */
interface Moment {
  /** On the session's audio clock, in which phases are told. */
  audioMs: number
  /** Since the first inhale of the circle. */
  paceMs: number
}

/**
 * How near a breath is to the pace: the part of the last cycle in which they went the same way, 0 to 1. While the pace holds,
 * and where nothing was heard, nothing is counted; null where that leaves too little.
 */
export function nearnessOf(phases: readonly Phase[], target: Target, now: Moment): number | null {
  const spanMs = Math.min(cycleMs(target), LONGEST_MS, now.paceMs)
  let [heard, alike] = [0, 0]
  for (let agoMs = 0; agoMs < spanMs; agoMs += STEP_MS) {
    const { step } = momentOf(target, now.paceMs - agoMs)
    const way = wayAt(phases, now.audioMs - agoMs)
    if (way === null || (step !== 'in' && step !== 'out')) continue
    heard += 1
    if (way === step) alike += 1
  }
  return heard * STEP_MS < LEAST_MS ? null : Math.round((alike / heard) * 100) / 100
}

function wayAt(phases: readonly Phase[], audioMs: number): 'in' | 'out' | null {
  const phase = phases.findLast(({ startMs, endMs }) => startMs <= audioMs && (endMs === null || audioMs < endMs))
  if (phase?.type === 'inhaling') return 'in'
  return phase?.type === 'exhaling' ? 'out' : null
}
