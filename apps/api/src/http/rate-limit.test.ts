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
  const keyOf = (ip: string, remoteAddress = '10.0.0.1') => clientKey({ ip, socket: { remoteAddress } })

  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8:1::1', '2001:db8:1:0::/64'],
    ['2001:db8::', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is %s', (ip, key) => {
    expect(keyOf(ip)).toBe(key)
  })

  test.each(['unknown', '_hidden', '', '1.2.3', '0x7f.1', '203.0.113.7:4711', '[2001:db8::1]', 'x'.repeat(9000)])(
    'what a proxy says that is no address (%j) is the proxy itself',
    (ip) => {
      expect(keyOf(ip)).toBe('10.0.0.1')
      expect(keyOf(ip, '::ffff:10.0.0.1')).toBe('10.0.0.1')
    },
  )
})
