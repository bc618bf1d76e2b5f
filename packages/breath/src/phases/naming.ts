import { clamp, median } from '../statistics.ts'

/** How many bursts back the naming looks. */
export const REMEMBERED = 20
/** What tells the two halves of a breath apart, all larger in an exhale as a rule. */
export const CUES = 5
const SPECTRAL_CUES = 2

/** A burst as the naming sees it. */
export type Burst = {
  /** Puff over hiss (dB), depth (octaves below 1 kHz), level (dB), earliness of the energy (0..1), duration (octaves of a second). */
  cues: Float32Array
  /** 0..1: how far the spectrum of so faint a sound can be relied on. */
  clarity: number
  /** Silence before it. */
  gapMs: number
  /** The silence is so long that a phase may have been missed. */
  isLate: boolean
  /** Which of the two clusters it is in. */
  cluster: number
}

export type Naming = {
  /** How the clusters lie: midpoint, and the second's distance from the first over the variance. */
  middle: Float32Array
  slope: Float32Array
  /** Log odds of the second cluster being the exhale; the part of it from bursts forgotten since; what is held true. */
  orientation: number
  orientationBefore: number
  secondIsExhale: boolean
  /** What calibration, a profile or earlier bursts say of the slope's direction: the exhale's cues minus the inhale's, in deviations. */
  learned: Float32Array
  isLearned: boolean
}

export const newNaming = (): Naming => ({
  middle: new Float32Array(CUES),
  slope: new Float32Array(CUES),
  orientation: 0,
  orientationBefore: 0,
  secondIsExhale: true,
  learned: Float32Array.from(USUAL),
  isLearned: false,
})

/**
 * Usual weight of each cue for "exhale", by how well and on how many kinds of microphone it separated labelled phases
 * (BREATH section 2): the level on all of them, the spectrum in the air only.
 */
const USUAL = [0.9, 1.1, 1.4, 0.8, 0.4]
/** Usual spread of each cue within one kind of phase. */
const SPREAD = [5, 0.35, 4, 0.06, 0.35]
/** As many bursts as the usual spread is worth. */
const SPREAD_BURSTS = 4
/** The cues hang together; their evidence is worth about half of its sum. */
const INDEPENDENCE = 0.5
/** Log odds of in and out taking turns: nearly always, unless the gap is long enough for a breath unheard. */
const TURN_LOG_ODDS = 5
const LATE_TURN_LOG_ODDS = 1.5
/** Of the cues' summed deviations to log odds. */
const DIFFERENCE_WEIGHT = 0.2
const CLEAR_LOG_ODDS = 0.5
/** What is heard alone is rather an exhale: inhales are quieter. */
const LONE_EXHALE_LOG_ODDS = 1
const MOST_LOG_ODDS = 15
/** What a profile for later sessions needs. */
const LEAST_BURSTS = 8
const CERTAIN_LOG_ODDS = 3

/**
 * Learns what `difference` (the cues of an exhale minus those of an inhale of the same person) says: a cue that differs
 * as usual keeps its weight, one that does not differ loses most of it, one that differs the other way turns around.
 */
export function learnFrom(naming: Naming, difference: ArrayLike<number>): void {
  for (let cue = 0; cue < CUES; cue++) {
    const deviations = (difference[cue] ?? 0) / (1.5 * (SPREAD[cue] ?? 1))
    naming.learned[cue] = (USUAL[cue] ?? 0) * (0.25 + 0.75 * clamp(deviations, -1, 1))
  }
  naming.isLearned = true
}

/** The cues of this session's exhales minus those of its inhales; null before they are told apart clearly. */
export function differenceSoFar(naming: Naming, bursts: readonly Burst[]): Float32Array | null {
  if (bursts.length < LEAST_BURSTS || Math.abs(naming.orientation) < CERTAIN_LOG_ODDS) return null
  const exhale = naming.secondIsExhale ? 1 : 0
  return naming.middle.map((_, cue) => (meanOf(bursts, cue, exhale) ?? 0) - (meanOf(bursts, cue, 1 - exhale) ?? 0))
}

/** Log odds of the burst being in the second cluster, given the one before it. */
export function clusterLogOdds(naming: Naming, burst: Burst, previous: Burst | undefined): number {
  let logOdds = evidence(naming, burst)
  if (previous) logOdds += (previous.cluster === 1 ? -1 : 1) * turnLogOdds(burst)
  return logOdds
}

/**
 * Clusters the bursts anew, the newest included: a two-state hidden Markov model with alternation as its prior, hard
 * expectation maximisation (Viterbi training, Juang & Rabiner 1990) from three beginnings: as before, taking turns, and
 * by the usual differences of inhale and exhale. The likeliest is kept.
 */
export function cluster(naming: Naming, bursts: readonly Burst[]): void {
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
  fit(naming, bursts)
}

/**
 * Decides which cluster is the exhale: by how the clusters differ, over the whole session, and by how an exhale usually
 * sounds. What was said before is taken back only on clear evidence.
 */
export function orient(naming: Naming, bursts: readonly Burst[]): void {
  let sum = naming.orientationBefore
  for (const burst of bursts) sum += side(burst) * (differenceOf(naming, burst) + usualScore(burst) / bursts.length)
  const [only] = bursts
  if (only && bursts.length === 1) sum += side(only) * LONE_EXHALE_LOG_ODDS
  naming.orientation = sum
  if (bursts.length <= 2 || Math.abs(sum) > CLEAR_LOG_ODDS) naming.secondIsExhale = sum >= 0
}

/** What the burst, soon forgotten, says about the clusters, is kept. */
export function rememberOrientation(naming: Naming, burst: Burst): void {
  const sum = naming.orientationBefore + side(burst) * differenceOf(naming, burst)
  naming.orientationBefore = clamp(sum, -MOST_LOG_ODDS, MOST_LOG_ODDS)
}

const side = (burst: Burst) => (burst.cluster === 1 ? 1 : -1)

/** Log odds of an exhale, by comparison with the other bursts. */
function differenceOf(naming: Naming, burst: Burst): number {
  let sum = 0
  for (let cue = 0; cue < CUES; cue++) {
    const deviations = ((burst.cues[cue] ?? 0) - (naming.middle[cue] ?? 0)) / (SPREAD[cue] ?? 1)
    const clarity = cue < SPECTRAL_CUES ? burst.clarity : 1
    sum += clamp(deviations, -3, 3) * clarity * (naming.learned[cue] ?? 0)
  }
  return DIFFERENCE_WEIGHT * sum
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

function meanOf(bursts: readonly Burst[], cue: number, cluster: number): number | undefined {
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

/** How much a burst sounds like an exhale without any other to compare it with. */
function usualScore(burst: Burst): number {
  const [low = 0, depth = 0, , early = 0, octaves = 0] = burst.cues
  const score = burst.clarity * (0.06 * (low + 4) + 1.2 * (depth + 0.5)) + 4 * (early - 0.5) + 0.5 * (octaves - 0.3)
  return clamp(score, -2, 2)
}
