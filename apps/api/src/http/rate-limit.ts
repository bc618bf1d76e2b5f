import { isIPv4, isIPv6 } from 'node:net'
import type { FastifyReply, FastifyRequest } from 'fastify'
import ipaddr from 'ipaddr.js'
import { AppError } from '../errors.ts'
import type { Consumption, RateLimit, RateLimiter } from '../ports/rate-limiter.ts'
import type { App } from './app.ts'
import { appendHeaders } from './headers.ts'

/** A use of a limit that has a name. */
export interface LimitUse extends Consumption {
  name: string
  limit: RateLimit
}

/** Counts one more use by `key`. @throws AppError `too_many_requests` with Retry-After. */
export type Limiter = (key: string) => Promise<LimitUse>

/** Holds one kind of use, which `name` tells apart from others, against a limit. */
export function limiterOf(rateLimiter: RateLimiter, name: string, limit: RateLimit): Limiter {
  return async (key) => {
    const use = { ...(await rateLimiter.consume(`${name} ${key}`, limit)), name, limit }
    if (!use.allowed) throw tooManyRequests(use)
    return use
  }
}

export function tooManyRequests(use: LimitUse): AppError {
  const retryAfterSeconds = use.resetSeconds
  const message = `Too many requests. Try again in ${retryAfterSeconds} seconds.`
  return new AppError('too_many_requests', message, { retryAfterSeconds, headers: headersOf(use) })
}

/** Adds to an answer what is left of a limit: draft-ietf-httpapi-ratelimit-headers-11. */
export function tellUse(reply: FastifyReply, use: LimitUse): void {
  appendHeaders(reply, headersOf(use))
}

function headersOf({ name, limit, used, resetSeconds }: LimitUse): Record<string, string> {
  return {
    'ratelimit-policy': `"${name}";q=${limit.points};w=${limit.durationSeconds}`,
    ratelimit: `"${name}";r=${Math.max(0, limit.points - used)};t=${resetSeconds}`,
  }
}

/** Counts a use by whoever sends a request, and tells it in the answer. @throws AppError as the limiter does. */
export async function limitClient(limit: Limiter | null, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (limit) tellUse(reply, await limit(clientKey(request)))
}

/** `limitClient` when it is called first for a request; later calls say the same. */
export type LimitOnce = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

export function limitOnce(limit: Limiter): LimitOnce {
  const counted = new WeakMap<FastifyRequest, Promise<void>>()
  return (request, reply) => {
    const known = counted.get(request)
    if (known) return known
    const result = limitClient(limit, request, reply)
    counted.set(request, result)
    return result
  }
}

/** Limits everything that one client asks. */
export function limitRequests(app: App, limit: LimitOnce): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.routeOptions.config.unlimited) await limit(request, reply)
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
