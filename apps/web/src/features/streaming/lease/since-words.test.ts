import { expect, test } from 'vitest'
import { sinceWords } from './since-words.ts'

const NOW = new Date(2026, 10, 29, 15, 0).getTime()
const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 30).toISOString()

test.each([
  [at(29, 14), 'since 2:30 PM'],
  [at(28, 23), 'since Nov 28, 11:30 PM'],
  [at(1, 9), 'since Nov 1, 9:30 AM'],
])('since when a stream runs is told by the clock, and by the day if that is not today', (started, words) => {
  expect(sinceWords(started, NOW).replaceAll('\u202f', ' ')).toBe(words)
})
