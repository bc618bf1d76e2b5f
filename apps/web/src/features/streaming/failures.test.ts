import { expect, test } from 'vitest'
import { ApiError } from '../../api/answer.ts'
import { Refused, Unplayable } from './engine.ts'
import { failureOf } from './failures.ts'

test('a plan that does not reach is told in the words of the API, and trying again is not offered', () => {
  const failure = failureOf(new ApiError('Premium subscription required', 403, 'upgrade_required'))
  expect(failure).toEqual({ words: 'Premium subscription required', canRetry: false, isPassing: false })
})

test.each([
  ['an edge that keeps refusing', new Refused()],
  ['media that do not decode', new Unplayable('bufferAppendError')],
  ['an API out of reach', new ApiError('Check your connection.', 0, 'unreachable')],
  ['an item in preparation', new ApiError('Try again in a minute.', 409, 'not_ready')],
  ['too many streams', new ApiError('Another stream is running.', 429, 'too_many_requests')],
  ['anything unforeseen', new TypeError('x is not a function')],
])('%s is told in words, with a way to try again', (_what, error) => {
  const { words, canRetry } = failureOf(error)
  expect(words).toMatch(/^[A-Z].*\.$/)
  expect(words).not.toContain('not a function')
  expect(canRetry).toBe(true)
})

test.each([
  ['an edge out of reach', new ApiError('The connection was lost.', 0, 'unreachable'), true],
  ['an item in preparation', new ApiError('Try again in a minute.', 409, 'not_ready'), true],
  ['a stream that was ended for another', new Refused(), false],
  ['too many streams', new ApiError('Another stream is running.', 429, 'too_many_requests'), false],
  ['a plan that does not reach', new ApiError('Premium only', 403, 'upgrade_required'), false],
])('%s is tried again by itself: %o', (_what, error, isPassing) => {
  expect(failureOf(error).isPassing).toBe(isPassing)
})

test('a member who is signed out is not offered to try again', () => {
  expect(failureOf(new ApiError('Not authenticated', 401, 'unauthenticated')).canRetry).toBe(false)
})
