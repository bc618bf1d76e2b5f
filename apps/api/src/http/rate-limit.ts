import type { FastifyRequest } from 'fastify'
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import type { RateLimit } from '../config/rate-limit-text.ts'
import { AppError } from '../errors.ts'
import type { App } from './app.ts'

/** Counts one more use by `key`. @throws AppError `too_many_requests` with Retry-After. */
export type Limiter = (key: string) => Promise<void>

export function rateLimiter(limit: RateLimit): Limiter {
  const limiter = new RateLimiterMemory({ points: limit.points, duration: limit.durationSeconds })
  return async (key) => {
    try {
      await limiter.consume(key)
    } catch (refusal) {
      const retryAfterSeconds = Math.ceil((refusal as RateLimiterRes).msBeforeNext / 1000)
      throw new AppError('too_many_requests', `Too many requests. Try again in ${retryAfterSeconds} seconds.`, {
        retryAfterSeconds,
      })
    }
  }
}

/** Limits everything that one client asks. */
export function limitRequests(app: App, limit: Limiter): void {
  app.addHook('onRequest', (request) => limit(clientKey(request)))
}

/** One household is one client: IPv6 counts by its /64, an IPv4 address in IPv6 spelling as what it is. */
export function clientKey({ ip }: Pick<FastifyRequest, 'ip'>): string {
  if (!ip.includes(':')) return ip
  if (ip.startsWith('::ffff:') && ip.includes('.')) return ip.slice('::ffff:'.length)
  const [head = '', tail] = ip.split('::')
  const groups = head.split(':')
  const zeros = tail === undefined ? 0 : 8 - groups.length - tail.split(':').length
  return [...groups, ...Array<string>(Math.max(zeros, 0)).fill('0')].slice(0, 4).join(':')
}
