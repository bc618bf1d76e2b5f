import type { Target } from '@better-and-bliss/breath/protocol'
import type { Phase } from './live/breath.ts'
import { easeInOut } from './pattern-clock.ts'

/** How the orb moves from where it was when a phase began. */
export interface Motion {
  from: number
  /** Where the phase leads: 1 full, 0 empty. */
  to: number
  sinceMs: number
  /** How long such a phase usually lasts. */
  lengthMs: number
}

export const RESTING_FULLNESS = 0.3
const USUAL_MS = { inhaling: 3_000, exhaling: 4_000 }
const REMEMBERED_PHASES = 5
/** How much of the way is gone when a phase has lasted as long as it usually does; the rest is for who breathes longer. */
const USUAL_SHARE = 0.92
const FOLLOW_MS = 130

/** What the orb does when `phase` is announced at `nowMs` (of the page's clock), `forMs` after it began. */
export function motionFor(phase: Phase, from: number, beganMs: number, lengthMs: number): Motion {
  const to =
    phase.type === 'inhaling' ? 1 : phase.type === 'exhaling' ? 0 : phase.type === 'holding' ? from : RESTING_FULLNESS
  return { from, to, sinceMs: beganMs, lengthMs }
}

export function restAt(fullness: number, nowMs: number): Motion {
  return { from: fullness, to: fullness, sinceMs: nowMs, lengthMs: 1 }
}

/** Where the orb should be at `nowMs`, 0 to 1. */
export function fullnessOf({ from, to, sinceMs, lengthMs }: Motion, nowMs: number): number {
  const share = Math.max(nowMs - sinceMs, 0) / lengthMs
  const way = share <= 1 ? USUAL_SHARE * easeInOut(share) : 1 - (1 - USUAL_SHARE) * Math.exp(1 - share)
  return from + (to - from) * way
}

/** Nearer to `wanted` by what `elapsedMs` allow: a phase is announced some time after it began, and the orb must not jump. */
export function follow(shown: number, wanted: number, elapsedMs: number): number {
  return shown + (wanted - shown) * (1 - Math.exp(-Math.max(elapsedMs, 0) / FOLLOW_MS))
}

/** How long a phase like this will last, by the pattern or by the breaths before it. */
export function expectedMs(type: Phase['type'], phases: readonly Phase[], target: Target | null): number {
  if (type !== 'inhaling' && type !== 'exhaling') return 1_000
  if (target) return type === 'inhaling' ? target.inhale_ms : target.exhale_ms
  const lengths = phases.flatMap((phase) =>
    phase.type === type && phase.endMs !== null ? [phase.endMs - phase.startMs] : [],
  )
  const last = lengths.slice(-REMEMBERED_PHASES).sort((a, b) => a - b)
  return last[Math.floor(last.length / 2)] ?? USUAL_MS[type]
}
