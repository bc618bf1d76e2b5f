import { describe, expect, test } from 'vitest'
import { lightOf, shareOf } from './nearness.ts'

describe('togetherness', () => {
  test('is the mean of those who listen, to a hundredth', () => {
    const nears = [0.5, 0.9, 1].map((value) => ({ value, atMs: 0 }))
    expect(lightOf(shareOf([...nears, null], 1_000))).toBe(0.8)
  })

  test('is told of three or more, never of two or one', () => {
    const of = (count: number) => lightOf({ listening: count, nearness: count * 0.7 })
    expect([0, 1, 2, 3, 50].map(of)).toEqual([null, null, null, 0.7, 0.7])
  })

  test('forgets what somebody said five seconds ago', () => {
    const nears = [0, 4_000].map((atMs) => ({ value: 1, atMs }))
    expect(shareOf(nears, 4_999)).toEqual({ listening: 2, nearness: 2 })
    expect(shareOf(nears, 5_000)).toEqual({ listening: 1, nearness: 1 })
  })
})
