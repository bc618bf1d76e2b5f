import { expect, test } from 'vitest'
import { ApiError } from '../api/answer.ts'
import { isWorthRetrying } from './retries.ts'

test('a refusal is final, a stumble is tried twice more', () => {
  expect(isWorthRetrying(0, new ApiError('No such item', 404, 'not_found'))).toBe(false)
  const stumble = new ApiError('Try again', 503, 'unavailable')
  expect([0, 1, 2].map((failures) => isWorthRetrying(failures, stumble))).toEqual([true, true, false])
  expect(isWorthRetrying(0, new ApiError('Check your connection', 0, 'unreachable'))).toBe(true)
})
