import { expect, test } from 'vitest'
import { ApiError } from '../../api/answer.ts'
import { Refused, Unplayable, Unsupported } from './engine.ts'
import { failureOf } from './failures.ts'
import { endError, limitError } from './testing/lease-errors.ts'

test('a plan that does not reach is told in the words of the API, and trying again is not offered', () => {
  const failure = failureOf(new ApiError('Premium subscription required', 403, 'upgrade_required'))
  expect(failure).toEqual({
    ...{ words: 'Premium subscription required', action: null, isPassing: false, limit: null, code: 'refused' },
  })
})

test.each([
  ['an edge that keeps refusing', new Refused()],
  ['media that do not decode', new Unplayable('bufferAppendError')],
  ['an API out of reach', new ApiError('Check your connection.', 0, 'unreachable')],
  ['an item in preparation', new ApiError('Try again in a minute.', 409, 'not_ready')],
  ['too many requests', new ApiError('Too many requests.', 429, 'too_many_requests')],
  ['anything unforeseen', new TypeError('x is not a function')],
])('%s is told in words, with a way to try again', (_what, error) => {
  const { words, action } = failureOf(error)
  expect(words).toMatch(/^[A-Z].*\.$/)
  expect(words).not.toContain('not a function')
  expect(action).toBe('Try again')
})

test.each([
  ['an edge out of reach', new ApiError('The connection was lost.', 0, 'unreachable'), true],
  ['an item in preparation', new ApiError('Try again in a minute.', 409, 'not_ready'), true],
  ['a stream that was ended for another', new Refused(), false],
  ['too many requests', new ApiError('Too many requests.', 429, 'too_many_requests'), true],
  ['too many streams', limitError(1), false],
  ['a stream that plays elsewhere now', endError('taken_over'), false],
  ['a plan that does not reach', new ApiError('Premium only', 403, 'upgrade_required'), false],
])('%s is tried again by itself: %o', (_what, error, isPassing) => {
  expect(failureOf(error).isPassing).toBe(isPassing)
})

test.each([
  [limitError(1), null],
  [new ApiError('The connection was lost.', 0, 'unreachable'), 'network'],
  [new Refused(), 'refused'],
  [new Unplayable('bufferAppendError'), 'decode'],
  [new Unsupported('no Media Source Extensions'), 'unsupported'],
  [new ApiError('Something went wrong.', 500, 'internal'), 'other'],
  [new TypeError('x is not a function'), 'other'],
])('%s is counted as %s', (error, code) => {
  expect(failureOf(error).code).toBe(code)
})

test('a member who is signed out is not offered to try again', () => {
  expect(failureOf(new ApiError('Not authenticated', 401, 'unauthenticated')).action).toBeNull()
})

test.each([
  [1, 'You are already watching on another device.'],
  [2, 'You are already watching on 2 devices.'],
])('at the limit of %d the streams that run are told, and nothing is tried', (places, words) => {
  const failure = failureOf(limitError(places))
  expect(failure).toMatchObject({ words, action: null })
  expect(failure.limit?.streams).toHaveLength(places)
})

test.each([
  ['taken_over', 'Firefox on Windows', 'Playback moved to Firefox on Windows.', 'Watch here again'],
  ['taken_over', undefined, 'Playback moved to another device.', 'Watch here again'],
  ['ended_by_member', undefined, 'Playback here was stopped from another page or device.', 'Watch here again'],
  ['no_place', undefined, 'It was quiet here for a while, and your other devices play now.', 'Watch here again'],
  ['signed_out', undefined, 'You were signed out here, so playback has stopped.', null],
  ['tier_changed', undefined, 'Your plan has changed, so playback has stopped.', 'Go on with the plan that you have'],
  ['withdrawn', undefined, 'This session was taken down.', null],
] as const)('a stream that has ended says why (%s, %s), and what one press does', (reason, device, words, action) => {
  expect(failureOf(endError(reason, device))).toEqual({
    words,
    action,
    isPassing: false,
    limit: null,
    code: 'stream_ended',
  })
})
