import { isIPv4, isIPv6 } from 'node:net'
import type { FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { AppError } from '../errors.ts'
import type { RateLimit, RateLimiter } from '../ports/rate-limiter.ts'
import type { App } from './app.ts'

/** Counts one more use by `key`. @throws AppError `too_many_requests` with Retry-After. */
export type Limiter = (key: string) => Promise<void>

/** Holds one kind of use, which `name` tells apart from others, against a limit. */
export function limiterOf(rateLimiter: RateLimiter, name: string, limit: RateLimit): Limiter {
  return async (key) => {
    const use = await rateLimiter.consume(`${name} ${key}`, limit)
    if (!use.allowed) throw tooManyRequests(use)
  }
}

export function tooManyRequests({ retryAfterSeconds }: { retryAfterSeconds: number }): AppError {
  const message = `Too many requests. Try again in ${retryAfterSeconds} seconds.`
  return new AppError('too_many_requests', message, { retryAfterSeconds })
}

/** Counts a request when it is called first; later calls say the same. @throws AppError as the limiter does. */
export type LimitOnce = (request: FastifyRequest) => Promise<void>

export function limitOnce(limit: Limiter): LimitOnce {
  const counted = new WeakMap<FastifyRequest, Promise<void>>()
  return (request) => {
    const known = counted.get(request)
    if (known) return known
    const result = limit(clientKey(request))
    counted.set(request, result)
    return result
  }
}

/** Limits everything that one client asks. */
export function limitRequests(app: App, limit: LimitOnce): void {
  app.addHook('onRequest', async (request) => {
    if (!request.routeOptions.config.unlimited) await limit(request)
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

/** Where a request comes from. */
export interface RequestSource {
  client: string
  /** The client's IPv4 address, or an IPv6 network of 48 bits: what one customer is given at the most. */
  network: string
}

export function sourceOf(request: Parameters<typeof clientKey>[0]): RequestSource {
  const client = clientKey(request)
  const network = client.endsWith('::/64') ? `${client.split(':').slice(0, 3).join(':')}::/48` : client
  return { client, network }
}
