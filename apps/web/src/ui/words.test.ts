import { expect, test } from 'vitest'
import { countWords, dayWords, durationWords, momentWords } from './words.ts'

test.each([
  [0, '0 s'],
  [45, '45 s'],
  [60, '1 min'],
  [90, '1 min 30 s'],
  [110, '2 min'],
  [159, '2 min 30 s'],
  [310, '5 min'],
  [755, '13 min'],
  [3_599, '1 h'],
  [3_600, '1 h'],
  [5_400, '1 h 30 min'],
])('%i seconds are %s', (seconds, words) => expect(durationWords(seconds)).toBe(words))

test('one is told from many', () => {
  expect([countWords(1, 'day'), countWords(0, 'day'), countWords(1_200, 'breath')]).toEqual([
    '1 day',
    '0 days',
    '1,200 breaths',
  ])
})

test('a day has its year, and a moment that is near has its day of the week instead', () => {
  expect(dayWords('2026-12-06T12:00:00Z')).toBe('December 6, 2026')
  expect(momentWords(Date.parse('2026-12-06T12:00:00Z'))).toMatch(/^Sunday, December 6 at \d{1,2}:\d\d\s[AP]M$/)
})
