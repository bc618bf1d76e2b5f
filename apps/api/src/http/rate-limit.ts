import { isIPv4, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
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
  app.addHook('onRequest', async (request) => {
    if (!request.routeOptions.config.unlimited) await limit(clientKey(request))
  })
}

/**
 * Who counts as one client: an IPv4 address, in whatever spelling, or an IPv6 network of 64 bits, which is a household. A
 * proxy that is trusted, and names something else than an address, is the client itself.
 */
export function clientKey({ ip, socket }: Pick<FastifyRequest, 'ip'> & { socket: { remoteAddress?: string } }): string {
  if (isIPv4(ip)) return ip
  const address = isIPv6(ip) ? ip : (socket.remoteAddress ?? '')
  if (!isIPv6(address)) return address
  const parsed = ipaddr.process(address)
  return parsed instanceof ipaddr.IPv6
    ? `${parsed.parts
        .slice(0, 4)
        .map((part) => part.toString(16))
        .join(':')}::/64`
    : parsed.toString()
}
