import { expect, test } from 'vitest'
import { isYoungerThan } from './clock.ts'

test('what happened a while ago is young until so much time has passed', () => {
  expect(isYoungerThan(1_000, { nowMs: 5_000, sinceMs: 5_000 })).toBe(true)
  expect(isYoungerThan(1_000, { nowMs: 5_999, sinceMs: 5_000 })).toBe(true)
  expect(isYoungerThan(1_000, { nowMs: 6_000, sinceMs: 5_000 })).toBe(false)
})

test('what a clock told that was set back since is not young, so that nothing is kept until it has caught up', () => {
  expect(isYoungerThan(1_000, { nowMs: 5_000, sinceMs: 3_605_000 })).toBe(false)
})
