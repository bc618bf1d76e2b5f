import { clamp } from '../statistics.ts'
import { clusterEvidence, clusterLogOdds, INDEPENDENCE, SPREAD_BURSTS, turnedLogOdds } from './clustering.ts'
import { type Burst, CLUSTERS, CUES, CUES_OF_THE_END, type Naming, SPREAD } from './naming.ts'

/** What a beginning still counts when the next one is heard: about ten of them. */
const KEPT_SHARE = 0.9
/** Fewer of each cluster, and beginnings are compared with whole bursts. */
const LEAST_BEGINNINGS = 2
const MOST_LOG_ODDS = 8

/**
 * How bursts of each cluster begin: the cues as they were when the burst was spoken of, sums cluster after cluster. A breath rises for longer
 * than that, so that its beginning is fainter than all of it, in one cluster more than in the other.
 */
export type Beginnings = {
  /** Of the burst going on. */
  cues: Float32Array
  counts: Float32Array
  sums: Float32Array
  squares: Float32Array
}

export const newBeginnings = (): Beginnings => ({
  cues: new Float32Array(CUES),
  counts: new Float32Array(CLUSTERS),
  sums: new Float32Array(CLUSTERS * CUES),
  squares: new Float32Array(CLUSTERS * CUES),
})

/** The burst whose beginning was spoken of turned out to be of `cluster`. */
export function noteBeginning({ cues, counts, sums, squares }: Beginnings, cluster: number): void {
  for (const list of [counts, sums, squares])
    for (let at = 0; at < list.length; at++) list[at] = (list[at] ?? 0) * KEPT_SHARE
  counts[cluster] = (counts[cluster] ?? 0) + 1
  cues.forEach((value, cue) => {
    const at = cluster * CUES + cue
    sums[at] = (sums[at] ?? 0) + value
    squares[at] = (squares[at] ?? 0) + value * value
  })
}

/**
 * Log odds of a burst that has begun being in the second cluster, after the phases `before` it. Which cluster the last of them is in is not taken for
 * certain: it may yet be named anew (the forward pass of the hidden Markov model, Rabiner 1989).
 */
export function beginningLogOdds(
  beginnings: Beginnings,
  naming: Naming,
  burst: Burst,
  before: readonly Burst[],
): number {
  if (naming.isAlone) return clusterLogOdds(naming, burst, undefined)
  let logOdds = 0
  for (const [index, phase] of before.entries()) {
    logOdds = (index === 0 || !phase.isJoined ? 0 : turnedLogOdds(phase, logOdds)) + clusterEvidence(naming, phase)
  }
  const turned = burst.isJoined && before.length > 0 ? turnedLogOdds(burst, logOdds) : 0
  return turned + evidenceOf(beginnings, naming, burst)
}

function evidenceOf({ counts, sums, squares }: Beginnings, naming: Naming, burst: Burst): number {
  const [first = 0, second = 0] = counts
  if (Math.min(first, second) < LEAST_BEGINNINGS) return clusterEvidence(naming, burst)
  let logOdds = 0
  for (let cue = 0; cue < CUES; cue++) {
    if (CUES_OF_THE_END.includes(cue)) continue
    const [firstMean, secondMean] = [(sums[cue] ?? 0) / first, (sums[CUES + cue] ?? 0) / second]
    const within =
      Math.max(0, (squares[cue] ?? 0) - first * firstMean ** 2) +
      Math.max(0, (squares[CUES + cue] ?? 0) - second * secondMean ** 2)
    const variance = (within + SPREAD_BURSTS * (SPREAD[cue] ?? 1) ** 2) / (first + second + SPREAD_BURSTS)
    logOdds += (((burst.cues[cue] ?? 0) - (firstMean + secondMean) / 2) * (secondMean - firstMean)) / variance
  }
  return clamp(INDEPENDENCE * logOdds, -MOST_LOG_ODDS, MOST_LOG_ODDS)
}
