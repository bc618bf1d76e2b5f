import { logOddsOf, type Trees } from './trees.ts'

/** Of the table: changes with the features and their meaning. */
export const MODEL_VERSION = 3

/** What `npm run breath -- train` writes. */
export interface Model {
  version: number
  /** What it was fitted on. */
  fittedOn: string
  trees: Trees
}

/** A burst that is over. */
export interface BurstHeard {
  onsetMs: number
  endMs: number
  features: readonly number[]
}

/** The log odds that a burst is breath, by how it sounds and lies among others. */
export type BurstClassifier = (burst: BurstHeard) => number

export const classifierOf =
  ({ trees }: Model): BurstClassifier =>
  ({ features }) =>
    logOddsOf(trees, features)
