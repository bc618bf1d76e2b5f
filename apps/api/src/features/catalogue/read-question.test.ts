import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readQuestion } from './read-question.ts'

const about10 = { min_duration: 480, max_duration: 720 }

test.each([
  ['10 min', '', about10],
  ['10min', '', about10],
  ['about 10 minutes', '', about10],
  ['etwa 10 Minuten', '', about10],
  ['1 min', '', { min_duration: 1, max_duration: 120 }],
  ['20-minute sleep', 'sleep', { min_duration: 960, max_duration: 1_440 }],
  ['rain 1 h', 'rain', { min_duration: 2_880, max_duration: 4_320 }],
  ['Regen 1 Stunde', 'Regen', { min_duration: 2_880, max_duration: 4_320 }],
  ['2 hours of rain', 'of rain', { min_duration: 5_760, max_duration: 8_640 }],
  ['under 20 minutes', '', { max_duration: 1_199 }],
  ['unter 20 Min', '', { max_duration: 1_199 }],
  ['sleep up to 20 min', 'sleep', { max_duration: 1_200 }],
  ['Schlaf bis zu 20 min', 'Schlaf', { max_duration: 1_200 }],
  ['at least 30 min', '', { min_duration: 1_800 }],
  ['länger als 1 h', '', { min_duration: 3_601 }],
  ['10-20 min', '', { min_duration: 600, max_duration: 1_200 }],
  ['10 bis 20 Minuten', '', { min_duration: 600, max_duration: 1_200 }],
  ['no voice', '', { voice: false }],
  ['Regen ohne Stimme', 'Regen', { voice: false }],
  ['audio sleep', 'sleep', { content_type: 'audio' }],
  ['Videos', '', { content_type: 'video' }],
  ['free sleep', 'sleep', { tier: 'free' }],
  ['Schlaf kostenlos', 'Schlaf', { tier: 'free' }],
  ['10 min, no voice', '', { ...about10, voice: false }],
  ['sleep, 10 min, no voice, free', 'sleep', { ...about10, voice: false, tier: 'free' }],
])('“%s” asks for “%s” with filters', (q, words, filters) => {
  expect(readQuestion(q, {})).toMatchObject({ words, filters })
})

test.each([
  'rain',
  '4-7-8',
  '432 Hz',
  '10',
  'mind',
  '10 mindful',
  '0 min',
  'under 0 min',
  '20-10 min',
  'room 101 m',
  '1.5 h',
  'stress-free',
  'freedom',
  'videography',
  '"free" “10 min” „ohne Stimme“',
])('“%s” is looked for as it stands', (q) =>
  expect(readQuestion(q, {})).toEqual({ words: q, filters: {}, readings: [] }),
)

test('each reading says its words, its filters, and the question without it', () => {
  expect(readQuestion('sleep, 10 min, no voice', {}).readings).toEqual([
    { words: '10 min', filters: about10, q_without: 'sleep, no voice' },
    { words: 'no voice', filters: { voice: false }, q_without: 'sleep, 10 min' },
  ])
})

test('what a parameter says already is not read out of the words', () => {
  expect(readQuestion('audio 10 min', { content_type: 'video', max_duration: 60 })).toMatchObject({
    words: 'audio 10 min',
    readings: [],
  })
})

test('whatever is typed, the words that are left stood in the question, and reading them again finds no second filter of a kind', () => {
  const parts = fc.constantFrom(
    'sleep',
    '10 min',
    'under 5 minutes',
    'no voice',
    'ohne',
    'free',
    'audio',
    ',',
    '"',
    '1',
    'h',
    'ü',
  )
  fc.assert(
    fc.property(fc.array(fc.oneof(parts, fc.string({ maxLength: 8 })), { maxLength: 8 }), (some) => {
      const q = some.join(' ')
      const { words, filters, readings } = readQuestion(q, {})
      const letters = (text: string) => text.match(/[\p{L}\p{N}]+/gu) ?? []
      const told = readings.flatMap((reading) => letters(reading.words))
      expect([...letters(words), ...told].toSorted()).toEqual(letters(q).toSorted())
      expect(Object.assign({}, ...readings.map((reading) => reading.filters))).toEqual(filters)
    }),
  )
})
