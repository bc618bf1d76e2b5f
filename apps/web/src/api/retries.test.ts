import { expect, test } from 'vitest'
import { ApiError } from './answer.ts'
import { isPassing, isWorthRetrying } from './retries.ts'

test('a refusal is final, a stumble is tried once more at once', () => {
  expect(isWorthRetrying(0, new ApiError('No such item', 404, 'not_found'))).toBe(false)
  const stumble = new ApiError('Try again', 503, 'unavailable')
  expect([0, 1].map((failures) => isWorthRetrying(failures, stumble))).toEqual([true, false])
  expect(isWorthRetrying(0, new ApiError('Check your connection', 0, 'unreachable'))).toBe(true)
})

test('too many requests pass with time, a plan that does not reach does not', () => {
  expect(isPassing(new ApiError('Slow down', 429, 'too_many_requests'))).toBe(true)
  expect(isPassing(new ApiError('Premium only', 403, 'upgrade_required'))).toBe(false)
})
