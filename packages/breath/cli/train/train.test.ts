import { expect, test } from 'vitest'
import { MODEL_VERSION } from '../../src/phases/classify/classifier.ts'
import { FEATURES } from '../../src/phases/classify/features.ts'
import { MODEL } from '../../src/phases/classify/model.ts'
import { logOddsOf } from '../../src/phases/classify/trees.ts'
import { addBurst, room, toPcm } from '../../src/testing/sounds.ts'
import { breathing } from '../../synthesis/index.ts'
import { recordsOf } from '../listen.ts'
import type { Recording } from '../recordings.ts'
import { examplesOf, mayBeFitted } from './examples.ts'
import { fitModel, type Lesson, OPTIONS } from './fit.ts'
import { modelSource } from './source.ts'

const FEW = { ...OPTIONS, depth: 1, rounds: 3 }

function recording(file: string, samples: Int16Array, phases: Recording['truth']['phases']): Recording {
  return { file, samples, records: recordsOf(samples), offsetMs: 0, truth: { file, isNamed: true, phases } }
}

function breaths(seed: number): Recording {
  const { samples, phases } = breathing({ seconds: 30, seed })
  const truth = phases.map(({ start_ms: start, end_ms: end, phase }) => ({ start, end, phase }))
  return recording(`synth_0000_${seed}.wav`, samples, truth)
}

/** Gusts: noise that swells now and then, as the rules let pass. */
function gusts(seed: number): Recording {
  const sound = room(30, seed)
  for (const [index, at] of [1.5, 9, 13, 22].entries()) {
    addBurst(sound, { at, seconds: 3.5 + (index % 2), hz: 600, levelDb: -38, seed: seed + index })
  }
  return recording(`neg_wind_${seed}.wav`, toPcm(sound), [])
}

const lesson = (of: Recording): Lesson => ({ fold: null, examples: examplesOf(of) })
const lessons = [1, 2, 7].flatMap((seed) => [breaths(seed), gusts(seed)]).map(lesson)

test('the same recordings give the same table, in these numbers', () => {
  const once = fitModel(lessons, FEW)
  expect(fitModel(lessons, FEW)).toEqual(once)
  const { bias, features, thresholds, leaves } = once.trees
  expect({ bias, features: features.map((at) => FEATURES[at]), thresholds, leaves }).toMatchInlineSnapshot(`
    {
      "bias": -0.5108,
      "features": [
        "durationOctaves",
        "durationOctaves",
        "durationOctaves",
      ],
      "leaves": [
        0,
        0.0093,
        0.0123,
        0.0219,
        0.0779,
        -0.0796,
      ],
      "thresholds": [
        0.0212,
        0.0212,
        1.59,
      ],
    }
  `)
})

test('what was learned of some breaths and gusts holds for others', () => {
  const { trees } = fitModel(lessons)
  const others = [breaths(5), gusts(40)].flatMap(examplesOf)
  const right = others.filter(({ values, isBreath }) => logOddsOf(trees, values) > 0 === isBreath)
  expect(others.length).toBeGreaterThan(8)
  expect(right.length / others.length).toBeGreaterThan(0.85)
})

test('more of what breath has little of never makes a burst likelier to be breath', () => {
  const { trees } = fitModel(lessons)
  for (const { values } of lessons.flatMap(({ examples }) => examples)) {
    for (const feature of OPTIONS.falling) {
      const more = Array.from(values)
      more[feature] = (more[feature] ?? 0) + 1
      expect(logOddsOf(trees, more)).toBeLessThanOrEqual(logOddsOf(trees, values) + 1e-3)
    }
  }
})

test('recordings that may only be listened to are never fitted', () => {
  expect([{ file: 'deeply_sighing_1.wav' }, { file: 'airborne_a.wav' }].map(mayBeFitted)).toEqual([false, true])
})

test('the shipped table is of the shape and version that the detector expects, as the trainer writes it', () => {
  const { depth, features, thresholds, leaves } = MODEL.trees
  expect(MODEL.version).toBe(MODEL_VERSION)
  const trees = features.length / (2 ** depth - 1)
  expect(trees).toBe(OPTIONS.rounds)
  expect(thresholds.length).toBe(features.length)
  expect(leaves.length).toBe(trees * 2 ** depth)
  expect(features.every((feature) => feature in FEATURES)).toBe(true)
  expect([...thresholds, ...leaves].every(Number.isFinite)).toBe(true)
  expect(modelSource(MODEL)).toContain(`version: ${MODEL_VERSION},`)
})
