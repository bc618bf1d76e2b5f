import { describe, expect, test } from 'vitest'
import { rateLimitText } from './rate-limit-text.ts'

describe('the text of a rate limit', () => {
  test.each([
    ['5/15min', 5, 900],
    ['10/5min', 10, 300],
    ['100/1min', 100, 60],
    ['10/h', 10, 3600],
    ['1/s', 1, 1],
    ['3/24h', 3, 86_400],
    [' 7/2s ', 7, 2],
  ])('%j', (text, points, durationSeconds) => {
    expect(rateLimitText.parse(text)).toEqual({ points, durationSeconds })
  })

  test.each([
    '',
    '5',
    '5/',
    '/min',
    '0/min',
    '5/0min',
    '-5/min',
    '5/15',
    '5/15 min',
    '5/15m',
    '5/15days',
    '1e3/min',
    '5/min/h',
  ])('%j is refused', (text) => expect(rateLimitText.safeParse(text).success).toBe(false))
})
