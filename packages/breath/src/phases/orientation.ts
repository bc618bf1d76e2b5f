import { clamp } from '../statistics.ts'
import { meanOf, pastCount } from './clustering.ts'
import { type Burst, CUES, type Naming, SPREAD, USUAL, usualScore } from './naming.ts'

/** The cues before it are of the spectrum. */
const SPECTRAL_CUES = 2
/** Of the cues' summed deviations to log odds. */
const DIFFERENCE_WEIGHT = 0.2
/** A label assignment is changed on so much evidence at the beginning of a session... */
const CLEAR_LOG_ODDS = 2
/** ...and later where so much for each burst speaks against it: a sum that wavers about nothing passes any fixed limit some day. */
const CHANGE_LOG_ODDS_PER_BURST = 0.2
/** What is heard alone is rather an exhale: inhales are quieter. */
const LONE_EXHALE_LOG_ODDS = 1
const MOST_LOG_ODDS = 15
/** What a profile for later sessions needs. */
const LEAST_BURSTS = 8
const CERTAIN_LOG_ODDS = 3

/**
 * Decides which cluster is the exhale: by how the clusters differ, over the whole session, and by how an exhale usually
 * sounds. What was said before is taken back only on evidence that grows with the session.
 */
export function orient(naming: Naming, bursts: readonly Burst[]): void {
  if (naming.isAlone) naming.secondIsExhale = true
  if (naming.isAlone) return
  let sum = naming.orientationBefore
  for (const burst of bursts) {
    sum += side(burst) * (differenceOf(naming, burst) + (usualScore(burst) + burst.hint) / bursts.length)
  }
  const [only] = bursts
  if (only && bursts.length === 1) sum += side(only) * LONE_EXHALE_LOG_ODDS
  naming.orientation = sum
  const needed = Math.max(CLEAR_LOG_ODDS, CHANGE_LOG_ODDS_PER_BURST * (bursts.length + pastCount(naming)))
  if (bursts.length <= 2 || Math.abs(sum) > needed) naming.secondIsExhale = sum >= 0
}

/** What the burst, soon forgotten, says about the clusters, is kept. */
export function rememberOrientation(naming: Naming, burst: Burst): void {
  const sum = naming.orientationBefore + side(burst) * differenceOf(naming, burst)
  naming.orientationBefore = clamp(sum, -MOST_LOG_ODDS, MOST_LOG_ODDS)
}

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

const side = (burst: Burst) => (burst.cluster === 1 ? 1 : -1)
