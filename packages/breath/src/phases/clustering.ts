import { clamp, median } from '../statistics.ts'
import { comeAlone } from './alone.ts'
import { type Burst, CUES, type Naming, type PastBursts, SPREAD, usualScore } from './naming.ts'

/** As many bursts as the usual spread is worth. */
export const SPREAD_BURSTS = 4
/** The cues hang together; their evidence is worth less than its sum. */
export const INDEPENDENCE = 0.7
/** Log odds of in and out taking turns: nearly always, unless the gap is long enough for a breath unheard. */
const TURN_LOG_ODDS = 4
const LATE_TURN_LOG_ODDS = 1
/** The clusters' log variances, summed over the cues, must fall by so much to tell two apart. */
const ALIKE_LOG_VARIANCE = 0.75
/** What a burst of the past still counts when the next is forgotten: a few minutes of breath. */
const PAST_SHARE = 0.985
/** With so many bursts in the past the clusters are those of this person: their numbers stay... */
const LEAST_PAST = 4
/** ...and the names of what was heard change for so much likelihood only (natural logarithm). */
const CHANGE_LOG_LIKELIHOOD = 4

/** Log odds of the burst being in the second cluster, given the one before it. */
export function clusterLogOdds(naming: Naming, burst: Burst, previous: Burst | undefined): number {
  if (naming.isAlone) return TURN_LOG_ODDS
  let logOdds = clusterEvidence(naming, burst)
  if (previous) logOdds += (previous.cluster === 1 ? -1 : 1) * turnLogOdds(burst)
  return logOdds
}

/**
 * Clusters the bursts anew, the newest included: a two-state hidden Markov model with alternation as its prior, hard
 * expectation maximisation (Viterbi training, Juang & Rabiner 1990) from three beginnings: as before, taking turns, and
 * by the usual differences of inhale and exhale. The likeliest is kept; what was said before is taken back on strong
 * evidence only.
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
  const isNew = pastCount(naming) < LEAST_PAST
  let best = kept
  let most = -Infinity
  for (const beginning of beginnings) {
    const likelihood = train(naming, bursts, beginning)
    if (likelihood <= most) continue
    most = likelihood + (beginning === kept && !isNew ? CHANGE_LOG_LIKELIHOOD : 0)
    best = bursts.map((burst) => burst.cluster)
  }
  // The same cluster keeps its number, or every name would have to be thought over; later the past numbers them.
  const same = best.filter((number, index) => number === kept[index]).length
  assign(bursts, isNew && 2 * same < best.length ? best.map((number) => 1 - number) : best)
  naming.isAlone = comeAlone(bursts, targetCycleMs) && areAlike(naming, bursts)
  if (!naming.isAlone) fit(naming, bursts, naming.past)
}

/** Whether two clusters explain the bursts no better than one, in which case all are put into the second. */
function areAlike(naming: Naming, bursts: readonly Burst[]): boolean {
  const spread = fit(naming, bursts, null)
  const clusters = bursts.map((burst) => burst.cluster)
  assign(
    bursts,
    bursts.map(() => 1),
  )
  if (fit(naming, bursts, null) - spread < ALIKE_LOG_VARIANCE) return true
  assign(bursts, clusters)
  return false
}

/** @returns the log likelihood of the clusters it ends with, but for a constant */
function train(naming: Naming, bursts: readonly Burst[], beginning: readonly number[]): number {
  assign(bursts, beginning)
  for (let round = 0; round < 3; round++) {
    fit(naming, bursts, naming.past)
    viterbi(naming, bursts)
  }
  const spread = fit(naming, bursts, naming.past)
  let turns = 0
  for (const [index, burst] of bursts.entries()) {
    const previous = bursts[index - 1]
    if (previous) turns += (burst.cluster === previous.cluster ? -1 : 1) * (turnLogOdds(burst) / 2)
  }
  return turns - INDEPENDENCE * ((bursts.length + pastCount(naming)) / 2) * spread
}

function assign(bursts: readonly Burst[], clusters: readonly number[]): void {
  bursts.forEach((burst, index) => {
    burst.cluster = clusters[index] ?? 0
  })
}

/** Sets midpoints and slopes. @returns the sum of the log variances within the clusters */
function fit(naming: Naming, bursts: readonly Burst[], past: PastBursts | null): number {
  let logVariances = 0
  for (let cue = 0; cue < CUES; cue++) {
    const first = sumsOf(bursts, past, cue, 0)
    const second = sumsOf(bursts, past, cue, 1)
    const count = first.count + second.count
    const all = (first.sum + second.sum) / Math.max(1, count)
    const firstMean = first.count > 0 ? first.sum / first.count : all
    const secondMean = second.count > 0 ? second.sum / second.count : all
    const squares = within(first) + within(second) + SPREAD_BURSTS * (SPREAD[cue] ?? 1) ** 2
    const variance = squares / (count + SPREAD_BURSTS)
    naming.middle[cue] = (firstMean + secondMean) / 2
    naming.slope[cue] = (secondMean - firstMean) / variance
    logVariances += Math.log(variance)
  }
  return logVariances
}

type CueSums = { count: number; sum: number; squares: number }

function sumsOf(bursts: readonly Burst[], past: PastBursts | null, cue: number, cluster: number): CueSums {
  const at = cluster * CUES + cue
  const sums = { count: past?.counts[cluster] ?? 0, sum: past?.sums[at] ?? 0, squares: past?.squares[at] ?? 0 }
  for (const burst of bursts) {
    if (burst.cluster !== cluster) continue
    const value = burst.cues[cue] ?? 0
    sums.count += 1
    sums.sum += value
    sums.squares += value * value
  }
  return sums
}

const within = ({ count, sum, squares }: CueSums) => (count > 0 ? Math.max(0, squares - (sum * sum) / count) : 0)

/** What the burst, soon forgotten, says of its cluster is kept, and fades. */
export function rememberCluster({ past, isAlone }: Naming, { cluster, cues }: Burst): void {
  if (isAlone) return
  for (const sums of Object.values(past))
    for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) * PAST_SHARE
  past.counts[cluster] = (past.counts[cluster] ?? 0) + 1
  cues.forEach((value, cue) => {
    const at = cluster * CUES + cue
    past.sums[at] = (past.sums[at] ?? 0) + value
    past.squares[at] = (past.squares[at] ?? 0) + value * value
  })
}

export function meanOf(bursts: readonly Burst[], cue: number, cluster: number): number | undefined {
  const { count, sum } = sumsOf(bursts, null, cue, cluster)
  return count > 0 ? sum / count : undefined
}

/** Sets the likeliest clusters. */
function viterbi(naming: Naming, bursts: readonly Burst[]): void {
  let first = 0
  let second = 0
  const cameFrom: [number, number][] = []
  for (const [index, burst] of bursts.entries()) {
    const turn = index === 0 ? 0 : turnLogOdds(burst) / 2
    const own = clusterEvidence(naming, burst) / 2
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

/** As many bursts as the past still counts for. */
export const pastCount = ({ past }: Naming) => (past.counts[0] ?? 0) + (past.counts[1] ?? 0)

const turnLogOdds = ({ lateness }: Burst) => TURN_LOG_ODDS + lateness * (LATE_TURN_LOG_ODDS - TURN_LOG_ODDS)

/** The log odds after in and out had the chance to take turns. */
export function turnedLogOdds(burst: Burst, logOdds: number): number {
  const turn = Math.exp(turnLogOdds(burst))
  const odds = Math.exp(logOdds)
  return Math.log((turn + odds) / (1 + turn * odds))
}

/** Log odds of the second cluster by the burst's own cues. */
export function clusterEvidence(naming: Naming, burst: Burst): number {
  let sum = 0
  for (let cue = 0; cue < CUES; cue++) {
    sum += ((burst.cues[cue] ?? 0) - (naming.middle[cue] ?? 0)) * (naming.slope[cue] ?? 0)
  }
  return INDEPENDENCE * clamp(sum, -12, 12)
}
