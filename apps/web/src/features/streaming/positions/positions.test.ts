import { expect, test } from 'vitest'
import { clockWords } from './positions.ts'

test.each([
  [0, '0:00'],
  [247.9, '4:07'],
  [3_750, '1:02:30'],
])('clockWords says %d seconds as %s', (seconds, words) => {
  expect(clockWords(seconds)).toBe(words)
})
