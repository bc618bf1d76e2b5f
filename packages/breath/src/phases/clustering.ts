import { clamp, median } from '../statistics.ts'
import { comeAlone } from './alone.ts'
import { type Burst, CUES, type Naming, SPREAD, usualScore } from './naming.ts'

/** As many bursts as the usual spread is worth. */
const SPREAD_BURSTS = 4
/** The cues hang together; their evidence is worth about half of its sum. */
const INDEPENDENCE = 0.5
/** Log odds of in and out taking turns: nearly always, unless the gap is long enough for a breath unheard. */
const TURN_LOG_ODDS = 5
const LATE_TURN_LOG_ODDS = 1.5
/** The clusters' log variances, summed over the cues, must fall by so much to tell two apart. */
const ALIKE_LOG_VARIANCE = 0.75

/** Log odds of the burst being in the second cluster, given the one before it. */
export function clusterLogOdds(naming: Naming, burst: Burst, previous: Burst | undefined): number {
  if (naming.isAlone) return TURN_LOG_ODDS
  let logOdds = evidence(naming, burst)
  if (previous) logOdds += (previous.cluster === 1 ? -1 : 1) * turnLogOdds(burst)
  return logOdds
}

/**
 * Clusters the bursts anew, the newest included: a two-state hidden Markov model with alternation as its prior, hard
 * expectation maximisation (Viterbi training, Juang & Rabiner 1990) from three beginnings: as before, taking turns, and
 * by the usual differences of inhale and exhale. The likeliest is kept.
 */
export function cluster(naming: Naming, bursts: readonly Burst[], targetCycleMs: number): void {
  const kept = bursts.map((burst) => burst.cluster)
  const last = bursts.length - 1
  const scores = bursts.map(usualScore)
  const middle = median(scores) ?? 0
  const beginnings = [
    kept,
    bursts.map((_, index) => ((last - index) % 2 === 0 ? (kept[last] ?? 0) : 1 - (kept[last] ?? 0))),
    scores.map((score) => (score > middle ? 1 : 0)),
  ]
  let best = kept
  let most = -Infinity
  for (const beginning of beginnings) {
    const likelihood = train(naming, bursts, beginning)
    if (likelihood <= most) continue
    most = likelihood
    best = bursts.map((burst) => burst.cluster)
  }
  // The same cluster keeps its number, or every name would have to be thought over.
  const same = best.filter((number, index) => number === kept[index]).length
  assign(bursts, 2 * same < best.length ? best.map((number) => 1 - number) : best)
  const spread = fit(naming, bursts)
  naming.isAlone = comeAlone(bursts, targetCycleMs) && areAlike(naming, bursts, spread)
}

/** Whether two clusters explain the bursts no better than one, in which case all are put into the second. */
function areAlike(naming: Naming, bursts: readonly Burst[], spread: number): boolean {
  const clusters = bursts.map((burst) => burst.cluster)
  assign(
    bursts,
    bursts.map(() => 1),
  )
  if (fit(naming, bursts) - spread < ALIKE_LOG_VARIANCE) return true
  assign(bursts, clusters)
  fit(naming, bursts)
  return false
}

/** @returns the log likelihood of the clusters it ends with, but for a constant */
function train(naming: Naming, bursts: readonly Burst[], beginning: readonly number[]): number {
  assign(bursts, beginning)
  for (let round = 0; round < 3; round++) {
    fit(naming, bursts)
    viterbi(naming, bursts)
  }
  const spread = fit(naming, bursts)
  let turns = 0
  for (const [index, burst] of bursts.entries()) {
    const previous = bursts[index - 1]
    if (previous) turns += (burst.cluster === previous.cluster ? -1 : 1) * (turnLogOdds(burst) / 2)
  }
  return turns - INDEPENDENCE * (bursts.length / 2) * spread
}

function assign(bursts: readonly Burst[], clusters: readonly number[]): void {
  bursts.forEach((burst, index) => {
    burst.cluster = clusters[index] ?? 0
  })
}

/** Sets midpoints and slopes. @returns the sum of the log variances within the clusters */
function fit(naming: Naming, bursts: readonly Burst[]): number {
  let logVariances = 0
  for (let cue = 0; cue < CUES; cue++) {
    const all = meanOf(bursts, cue, -1) ?? 0
    const first = meanOf(bursts, cue, 0) ?? all
    const second = meanOf(bursts, cue, 1) ?? all
    let squares = SPREAD_BURSTS * (SPREAD[cue] ?? 1) ** 2
    for (const burst of bursts) squares += ((burst.cues[cue] ?? 0) - (burst.cluster === 1 ? second : first)) ** 2
    const variance = squares / (bursts.length + SPREAD_BURSTS)
    naming.middle[cue] = (first + second) / 2
    naming.slope[cue] = (second - first) / variance
    logVariances += Math.log(variance)
  }
  return logVariances
}

export function meanOf(bursts: readonly Burst[], cue: number, cluster: number): number | undefined {
  let sum = 0
  let count = 0
  for (const burst of bursts) {
    if (cluster >= 0 && burst.cluster !== cluster) continue
    sum += burst.cues[cue] ?? 0
    count++
  }
  return count > 0 ? sum / count : undefined
}

/** Sets the likeliest clusters. */
function viterbi(naming: Naming, bursts: readonly Burst[]): void {
  let first = 0
  let second = 0
  const cameFrom: [number, number][] = []
  for (const [index, burst] of bursts.entries()) {
    const turn = index === 0 ? 0 : turnLogOdds(burst) / 2
    const own = evidence(naming, burst) / 2
    cameFrom.push([second + turn > first - turn ? 1 : 0, first + turn > second - turn ? 0 : 1])
    ;[first, second] = [Math.max(second + turn, first - turn) - own, Math.max(first + turn, second - turn) + own]
  }
  let at = second > first ? 1 : 0
  for (let index = bursts.length - 1; index >= 0; index--) {
    const burst = bursts[index]
    if (burst) burst.cluster = at
    at = cameFrom[index]?.[at] ?? 0
  }
}

const turnLogOdds = (burst: Burst) => (burst.isLate ? LATE_TURN_LOG_ODDS : TURN_LOG_ODDS)

function evidence(naming: Naming, burst: Burst): number {
  let sum = 0
  for (let cue = 0; cue < CUES; cue++) {
    sum += ((burst.cues[cue] ?? 0) - (naming.middle[cue] ?? 0)) * (naming.slope[cue] ?? 0)
  }
  return INDEPENDENCE * clamp(sum, -12, 12)
}
