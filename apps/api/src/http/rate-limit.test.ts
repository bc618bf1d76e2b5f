import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clientKey, rateLimiter } from './rate-limit.ts'

describe('a rate limit', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  test('opens again when its window has passed: nobody is locked out for good', async () => {
    const limit = rateLimiter({ points: 2, durationSeconds: 60 })
    await limit('ada')
    await limit('ada')
    await expect(limit('ada')).rejects.toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 60 })
    vi.advanceTimersByTime(59_000)
    await expect(limit('ada')).rejects.toMatchObject({ retryAfterSeconds: 1 })
    vi.advanceTimersByTime(1_001)
    await limit('ada')
  })

  test('counts each client by itself', async () => {
    const limit = rateLimiter({ points: 1, durationSeconds: 60 })
    await limit('ada')
    await limit('grace')
    await expect(limit('ada')).rejects.toMatchObject({ code: 'too_many_requests' })
  })
})

describe('the key of a client', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::1', '2001:db8:1:2'],
    ['2001:db8:1::1', '2001:db8:1:0'],
    ['2001:db8::1', '2001:db8:0:0'],
    ['2001:db8::', '2001:db8:0:0'],
    ['2001:db8:0:0:1::', '2001:db8:0:0'],
    ['fe80::1', 'fe80:0:0:0'],
  ])('%s is %s', (ip, key) => {
    expect(clientKey({ ip })).toBe(key)
  })
})
