import { expect, test } from 'vitest'
import { countWords, durationWords, greeting } from './words.ts'

test.each([
  [0, '0 s'],
  [45, '45 s'],
  [60, '1 min'],
  [755, '13 min'],
  [3_600, '1 h'],
  [5_400, '1 h 30 min'],
  [3_599, '1 h'],
])('durationWords says %d seconds as %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words)
})

test('countWords knows one from many', () => {
  expect([0, 1, 12, 1_200].map(countWords)).toEqual(['0 sessions', '1 session', '12 sessions', '1,200 sessions'])
})

test('every hour has a greeting', () => {
  expect([0, 5, 11, 12, 17, 18, 23].map(greeting)).toEqual([
    'Still awake',
    'Good morning',
    'Good morning',
    'Good afternoon',
    'Good afternoon',
    'Good evening',
    'Good evening',
  ])
})
