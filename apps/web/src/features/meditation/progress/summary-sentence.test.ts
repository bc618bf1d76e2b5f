import type { SessionStats } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import { summarySentence } from './summary-sentence.ts'

const coherent = {
  session_type: 'free_practice',
  content: null,
  pattern: 'coherent',
  pattern_name: null,
  duration_seconds: 300,
  store_breath: true,
  was_heard: true,
  total_breaths: 30,
  breaths_per_minute: 6.04,
  breath_consistency_score: 0.9,
} as SessionStats

test.each([
  [{}, 'In 5 min of coherent breathing you took 30 breaths, about 6.0 a minute, each much like the one before.'],
  [{ pattern: 'none', breath_consistency_score: null }, 'In 5 min you took 30 breaths, about 6.0 a minute.'],
  [{ was_heard: false, total_breaths: 0, pattern: '4-7-8' }, 'You gave yourself 5 min of 4-7-8 breathing.'],
  [{ store_breath: false, pattern_name: 'Slow wave' }, 'You gave yourself 5 min of Slow wave.'],
  [{ session_type: 'timer', pattern: 'none', was_heard: false, total_breaths: 0 }, 'You sat for 5 min.'],
  [{ session_type: 'listening', pattern: 'none', was_heard: false, total_breaths: 0 }, 'You listened for 5 min.'],
] as const)('a session is told in one sentence: %o', (session, sentence) => {
  expect(summarySentence({ ...coherent, ...session })).toBe(sentence)
})

test('one that runs, or was never begun, is told so', () => {
  expect(summarySentence({ ...coherent, duration_seconds: null })).toMatch(/not ended yet/)
  expect(summarySentence({ ...coherent, duration_seconds: 0 })).toMatch(/before any time was counted/)
})
