import type { Target } from '../protocol/target.ts'
import { clamp } from '../statistics.ts'
import type { EarlySums, Sums } from './cues.ts'
import { hintOf } from './hint.ts'
import type { Phase } from './phase.ts'
import { latenessOf, rhythmOf } from './rhythm.ts'
import { phasesOf, type Session } from './session.ts'

/** Long ago, for the first burst of all. */
const FIRST_GAP_MS = 1e6
/** Below 6 dB over the room a sound's spectrum is the room's; from 18 dB on it is its own. */
const CLEAR_FROM_DB = 6
const CLEAR_WITHIN_DB = 12
const LEAST_CLARITY = 0.1

/** Fills `current` with what is known of the burst until `endMs`; measured values as they fit into a snapshot. */
export function describe(session: Session, target: Target | null, endMs: number): void {
  const { bursts, cues, early, current } = session
  const { sums } = cues
  current.startMs = bursts.onsetMs
  current.durationMs = Math.max(0, endMs - bursts.onsetMs)
  current.isJoined = session.isJoined
  current.gapMs = session.isJoined ? current.startMs - session.lastEndMs : FIRST_GAP_MS
  current.lateness = Math.fround(latenessOf(rhythmOf(phasesOf(session)), current.gapMs))
  current.excessDb = Math.fround(bursts.topDb)
  current.clarity = Math.fround(clamp((bursts.topDb - CLEAR_FROM_DB) / CLEAR_WITHIN_DB, LEAST_CLARITY, 1))
  current.hint = Math.fround(hintOf(target, current.durationMs, current.gapMs, current.isJoined))
  current.volumeRms = Math.fround(Math.sqrt(sums.power / Math.max(1, sums.hops)))
  current.centroidHz = Math.fround(1000 * 2 ** (sums.excessOctaves / Math.max(0.1, sums.excess)))
  fillCues(current.cues, early, sums, current)
}

/** In the order of naming.ts. */
function fillCues(out: Float32Array, early: EarlySums, sums: Sums, { durationMs, gapMs }: Phase): void {
  const excess = Math.max(0.1, early.excess)
  out[0] = early.lowRatio / excess
  out[1] = -early.excessOctaves / excess
  out[2] = early.levelDb / Math.max(1, early.hops)
  out[3] = 1 - sums.excessTime / Math.max(0.1, sums.excess) / Math.max(1, sums.hops)
  out[4] = Math.log2(Math.max(100, durationMs) / 1000)
  out[5] = clamp(-Math.log2(Math.max(1, gapMs) / 1000), -2, 3)
}
