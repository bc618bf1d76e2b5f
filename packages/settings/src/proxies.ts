import { z } from 'zod'

/** The largest networks that are one operator's own are 10.0.0.0/8 and fd00::/8. */
const SMALLEST_PREFIX = 8
/** IPv4 written as IPv6 (`::ffff:10.0.0.0/104`) has so many bits before it. */
const MAPPED_BITS = 96

const range = z.union(
  [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
  'must be addresses or CIDR ranges, such as 10.0.0.0/8, fd00::/8',
)
const proxy = range.refine(isBounded, 'must not be wider than a /8: then clients choose their own address')

function isBounded(text: string): boolean {
  const [address = '', prefix] = text.split('/')
  const isMapped = /^[0:]*:ffff:/i.test(address)
  return prefix === undefined || Number(prefix) >= SMALLEST_PREFIX + (isMapped ? MAPPED_BITS : 0)
}

const parts = z.string().transform((text) => text.split(',').map((part) => part.trim()))

/** Addresses and CIDR ranges with commas between. */
export const rangeList = parts.pipe(z.array(range))
/** The same, of proxies. */
export const proxyList = parts.pipe(z.array(proxy))
