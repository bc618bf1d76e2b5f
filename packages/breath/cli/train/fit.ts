import { type BurstClassifier, classifierOf, MODEL_VERSION, type Model } from '../../src/phases/classify/classifier.ts'
import { FEATURES, type FeatureName } from '../../src/phases/classify/features.ts'
import { FOLDS, filesOf, foldsOf } from '../folds.ts'
import type { Corpus, Recording } from '../recordings.ts'
import { type BoostOptions, boost, type Example } from './boost.ts'
import { examplesOf, examplesOfAll, mayBeFitted } from './examples.ts'
import { ownSynthesis } from './own-synthesis.ts'

const FITTED_ON = 'airborne, contact and synthetic breathing, and sounds without breath; nothing of deeply_*'

/** What breath has little of. */
const FALLING: readonly FeatureName[] = [
  'crestDb',
  'loudnessSteps',
  'wobbleDb',
  'narrownessDb',
  'roomDb',
  'strangeness',
  'strangenessBefore',
  'suspicion',
  'lengthUnevenness',
  'paceUnevenness',
  'levelUnevenness',
]
export const OPTIONS: BoostOptions = {
  depth: 2,
  rounds: 400,
  shrinkage: 0.07,
  ridge: 2,
  leastInLeaf: 3,
  featureShare: 0.4,
  exampleShare: 0.6,
  falling: new Set(FALLING.map((name) => FEATURES.indexOf(name))),
}

/** What a recording teaches, and the fold that it is held out in; null where it is nobody's, and learned from in all. */
export interface Lesson {
  fold: number | null
  examples: readonly Example[]
}

/** What a corpus teaches, and synthetic breathing. */
export function lessonsOf({ rows, recordings }: Corpus): Lesson[] {
  const folds = foldsOf(filesOf(rows))
  return [
    ...recordings
      .filter(mayBeFitted)
      .map((recording) => ({ fold: folds.get(recording.file) ?? null, examples: examplesOfAll(recording) })),
    ...ownSynthesis().map((recording) => ({ fold: null, examples: examplesOf(recording) })),
  ]
}

/** Fits a model. Deterministic: by the order of the lessons. */
export function fitModel(lessons: readonly Lesson[], options: BoostOptions = OPTIONS): Model {
  const examples = lessons.flatMap((lesson) => lesson.examples)
  return { version: MODEL_VERSION, fittedOn: FITTED_ON, trees: boost(examples, FEATURES.length, options) }
}

/** For every recording of a corpus a classifier that was fitted on all other people and sources. */
export function heldOutClassifiers(corpus: Corpus): (recording: Recording) => BurstClassifier {
  const folds = foldsOf(filesOf(corpus.rows))
  const lessons = lessonsOf(corpus)
  const classifiers = Array.from({ length: FOLDS }, (_, held) =>
    classifierOf(fitModel(lessons.filter(({ fold }) => fold !== held))),
  )
  return ({ file }) => {
    const classifier = classifiers[folds.get(file) ?? 0]
    if (!classifier) throw new TypeError(`${file} is in no fold`)
    return classifier
  }
}
