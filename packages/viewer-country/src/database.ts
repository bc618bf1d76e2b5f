import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddress from '@fastify/proxy-addr'
import { open, type Response } from 'maxmind'
import { z } from 'zod'
import { asCountry, type Country } from './country.ts'
import { trustOf } from './trusted.ts'

/** As MaxMind writes it, and as smaller databases in its format do. */
const recordSchema = z.union([
  z.object({ country: z.object({ iso_code: z.string() }) }).transform(({ country }) => country.iso_code),
  z
    .object({ registered_country: z.object({ iso_code: z.string() }) })
    .transform((record) => record.registered_country.iso_code),
  z.object({ country_code: z.string() }).transform((record) => record.country_code),
])

/** IPv4 as an IPv6 socket shows it. */
const MAPPED = /^::ffff:(?=\d+\.)/

/**
 * Looks the address of a request's client up in a database of MaxMind's format. A file that is replaced is read anew.
 *
 * @param trustedProxies whose `X-Forwarded-For` counts: addresses and CIDR ranges.
 * @throws Error when the file cannot be read, or is no such database.
 */
export async function databaseCountry(parts: { path: string; trustedProxies: readonly string[] }): Promise<Country> {
  const reader = await open<Response>(parts.path, { watchForUpdates: true, watchForUpdatesNonPersistent: true })
  const isTrusted = trustOf(parts.trustedProxies)
  return {
    of: (request) => {
      if (!request.socket.remoteAddress) return null
      const address = proxyAddress(request as IncomingMessage, isTrusted).replace(MAPPED, '')
      // What stands in `X-Forwarded-For` may be no address.
      if (isIP(address) === 0) return null
      return asCountry(recordSchema.safeParse(reader.get(address)).data)
    },
  }
}
