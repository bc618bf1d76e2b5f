import { clamp } from '../statistics.ts'

/** How many bursts back the naming looks. */
export const REMEMBERED = 20
/** What tells the two halves of a breath apart, all larger in an exhale as a rule. */
export const CUES = 6
export const CLUSTERS = 2
export const DURATION_CUE = 4
export const CUES_OF_THE_END = [3, DURATION_CUE]
/**
 * Usual weight of each cue for "exhale", by how well and on how many kinds of microphone it separated labelled phases
 * (docs/breath.md, section 2): the level on all of them, the spectrum in the air only.
 */
export const USUAL = [0.9, 1.1, 1.4, 0.8, 0.4, 0.3]
/** Usual spread of each cue within one kind of phase. */
export const SPREAD = [5, 0.35, 4, 0.06, 0.35, 0.8]

/** A burst as the naming sees it. */
export type Burst = {
  /** Puff over hiss (dB), depth (octaves below 1 kHz), level (dB), earliness of the energy (0..1), duration (octaves of a second),
   * shortness of the silence before it (octaves below a second): the turn of the breath, or its pause. */
  cues: Float32Array
  /** 0..1: how far the spectrum of so faint a sound can be relied on. */
  clarity: number
  /** Silence before it. */
  gapMs: number
  /** 0..1: how likely a phase has been missed in that silence, by its length. */
  lateness: number
  /** Nothing but silence lies between the burst before and this one. */
  isJoined: boolean
  /** Log odds of an exhale, by the pattern that is followed. */
  hint: number
  /** Which of the two clusters it is in. */
  cluster: number
}

/**
 * Sums over the bursts that are no longer remembered one by one, cluster after cluster: how both halves of this person's
 * breath sound, so that a burst that was missed or added does not exchange the names.
 */
export type PastBursts = { counts: Float64Array; sums: Float64Array; squares: Float64Array }

export type Naming = {
  past: PastBursts
  /** How the clusters lie: midpoint, and the second's distance from the first over the variance. */
  middle: Float32Array
  slope: Float32Array
  /** Log odds of the second cluster being the exhale; the part of it from bursts forgotten since; what is held true. */
  orientation: number
  orientationBefore: number
  secondIsExhale: boolean
  /** 0..1: less where names were taken back lately. */
  certainty: number
  /** What calibration, a profile or earlier bursts say of the slope's direction: the exhale's cues minus the inhale's, in deviations. */
  learned: Float32Array
  isLearned: boolean
  /** Only exhales are heard. */
  isAlone: boolean
}

export const newNaming = (): Naming => ({
  past: {
    counts: new Float64Array(CLUSTERS),
    sums: new Float64Array(CLUSTERS * CUES),
    squares: new Float64Array(CLUSTERS * CUES),
  },
  middle: new Float32Array(CUES),
  slope: new Float32Array(CUES),
  orientation: 0,
  orientationBefore: 0,
  secondIsExhale: true,
  certainty: 1,
  learned: Float32Array.from(USUAL),
  isLearned: false,
  isAlone: false,
})

/** How much a burst sounds like an exhale without any other to compare it with. */
export function usualScore(burst: Burst): number {
  const [low = 0, depth = 0, , early = 0, octaves = 0] = burst.cues
  const score = burst.clarity * (0.06 * (low + 4) + 1.2 * (depth + 0.5)) + 4 * (early - 0.5) + 0.5 * (octaves - 0.3)
  return clamp(score, -2, 2)
}
