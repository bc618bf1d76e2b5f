import { expect, test } from 'vitest'
import { filesOf, foldsOf } from './folds.ts'
import { soundClassOf } from './sound-classes.ts'

test('a sound is reported under the class that its name says', () => {
  const classes = [
    'airborne_a_breathing',
    'neg_moodist_train',
    'env_rain',
    'neg_moodist_windshield-wipers',
    'env_birds1',
  ]
  expect(classes.map((name) => soundClassOf(`${name}.wav`))).toEqual([
    'airborne',
    'traffic and engines',
    'rain and running water',
    'machines',
    'animals',
  ])
})

test('no person and no source of airborne sound is in two folds, and every class is dealt out', () => {
  const rows = Array.from({ length: 20 }, (_, index) => ({
    file: `${index % 2 ? 'qhpc' : 'airborne'}_${index}.wav`,
    subject: `person ${index >> 2}`,
    source_repo: `source ${index >> 2}`,
    kind: 'breath',
  }))
  const files = filesOf(rows)
  const folds = foldsOf(files)
  for (const { file, subject } of files) {
    const ofSubject = files.filter((other) => other.subject === subject)
    expect(new Set(ofSubject.map((other) => folds.get(other.file))).size, file).toBe(1)
  }
  expect(new Set(folds.values())).toEqual(new Set([0, 1, 2, 3, 4]))
})
