import { describe, expect, test } from 'vitest'
import { memoryRateLimiter } from '../adapters/memory/rate-limiter/rate-limiter.ts'
import { clientKey, limiterOf } from './rate-limit.ts'

test('two kinds of use are counted apart, though their limits are the same', async () => {
  const [rateLimiter, once] = [memoryRateLimiter(), { points: 1, durationSeconds: 60 }]
  const [login, refresh] = [limiterOf(rateLimiter, 'login', once), limiterOf(rateLimiter, 'refresh', once)]
  await login('ada')
  await refresh('ada')
  await expect(login('ada')).rejects.toMatchObject({ code: 'too_many_requests', retryAfterSeconds: 60 })
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
