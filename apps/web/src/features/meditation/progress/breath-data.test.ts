import type { SessionStats } from '@better-and-bliss/sdk'
import { expect, test } from 'vitest'
import { breathDataOf } from './breath-data.ts'

test.each([
  ['running', { duration_seconds: null }],
  ['empty', { duration_seconds: 0 }],
  ['paced', { was_heard: false, total_breaths: 0 }],
  ['paced', { was_heard: false, total_breaths: 0, store_breath: false }],
  ['minutes_only', { store_breath: false, total_breaths: 0 }],
  ['nothing', { total_breaths: 0 }],
  ['too_little', { total_breaths: 2 }],
  ['enough', {}],
] as const)('%s', (expected, session) => {
  const usual = { duration_seconds: 600, store_breath: true, was_heard: true, total_breaths: 60 }
  expect(breathDataOf({ ...usual, ...session } as SessionStats)).toBe(expected)
})
