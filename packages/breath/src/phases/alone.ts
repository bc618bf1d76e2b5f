import { median, quantile } from '../statistics.ts'
import { type Burst, DURATION_CUE } from './naming.ts'

/**
 * Where a room drowns the inhales, exhales are all that is heard, and taking turns would name half of them wrongly. They
 * are far apart: no more than 20 a minute, with silences that have room for an inhale.
 */
const LEAST_ALONE = 5
const FASTEST_ALONE_MS = 3000
const SHORTEST_ALONE_GAP_MS = 600
const ALONE_GAP_SHARE = 0.4
/** With a pattern to follow, they come at its pace, not at twice its pace. */
const TARGET_SHARE = 0.75

/** Whether every burst could be a breath of its own: none follows another as fast as an exhale does its inhale. */
export function comeAlone(bursts: readonly Burst[], targetCycleMs: number): boolean {
  if (bursts.length < LEAST_ALONE) return false
  const joined = bursts.slice(1).filter((burst) => burst.isJoined)
  const lengthMs = median(bursts.map(durationMsOf)) ?? 0
  const shortestMs = quantile(
    joined.map((burst) => burst.gapMs),
    0.1,
  )
  const cycleMs = median(joined.map((burst) => burst.gapMs)) ?? 0
  const isSlow = cycleMs + lengthMs > Math.max(FASTEST_ALONE_MS, TARGET_SHARE * targetCycleMs)
  return isSlow && shortestMs > Math.max(SHORTEST_ALONE_GAP_MS, ALONE_GAP_SHARE * lengthMs)
}

const durationMsOf = (burst: Burst) => 1000 * 2 ** (burst.cues[DURATION_CUE] ?? 0)
