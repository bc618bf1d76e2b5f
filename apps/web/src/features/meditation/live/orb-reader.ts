import type { Target } from '@better-and-bliss/breath/protocol'
import type { OrbFrame } from '../orb.tsx'
import { expectedMs, follow, fullnessOf, type Motion, motionFor, RESTING_FULLNESS, restAt } from '../orb-motion.ts'
import { momentOf } from '../pattern-clock.ts'
import type { Breath, Phase } from './breath.ts'

/** What the orb needs to know of a session at one moment. */
interface Moment {
  breath: Breath
  /** The session's audio clock. */
  clockMs: number
  /** Paused, calibrating, or cut off: nothing is being followed. */
  isOff: boolean
  /** Since the pattern's first inhale; null where there is none to follow. */
  patternMs: number | null
}

/** A phase that was announced long after it began (after a break of the network) is not shown in its full length. */
const LATEST_MS = 1_500
const ENDING_MS = 500

/** Follows the phases with the orb: smooth, never ahead of what was detected. */
export function createOrbReader(target: Target | null, look: () => Moment): (nowMs: number) => OrbFrame {
  let shown = RESTING_FULLNESS
  let motion: Motion = restAt(shown, 0)
  let known = ''
  let lastMs = 0

  return (nowMs) => {
    const { breath, clockMs, isOff, patternMs } = look()
    const phase = isOff ? null : breath.now
    const key = phase ? `${phase.id} ${phase.type} ${phase.endMs === null}` : ''
    if (key !== known) {
      motion = phase
        ? motionOf(phase, shown, nowMs, clockMs, expectedMs(phase.type, breath.phases, target))
        : idle(shown, nowMs)
      known = key
    }
    shown = follow(shown, fullnessOf(motion, nowMs), nowMs - lastMs)
    lastMs = nowMs
    return {
      fullness: shown,
      target: target && patternMs !== null ? momentOf(target, patternMs).fullness : null,
      isResting: phase === null || phase.type === 'idle',
    }
  }
}

function motionOf(phase: Phase, shown: number, nowMs: number, clockMs: number, lengthMs: number): Motion {
  if (phase.endMs !== null) return motionFor(phase, shown, nowMs, ENDING_MS)
  const forMs = Math.min(Math.max(clockMs - phase.startMs, 0), LATEST_MS)
  return motionFor(phase, shown, nowMs - forMs, Math.max(lengthMs, forMs + ENDING_MS))
}

function idle(shown: number, nowMs: number): Motion {
  return { from: shown, to: RESTING_FULLNESS, sinceMs: nowMs, lengthMs: 2_000 }
}
