import { BlockList, isIPv6 } from 'node:net'
import type { Country } from '../../../ports/country.ts'

const HEADER = 'cloudfront-viewer-country'
const CODE = /^[A-Z]{2}$/
/** CloudFront says so of addresses that it cannot place. */
const UNPLACED = new Set(['ZZ', 'XX', 'T1'])

/**
 * What CloudFront says of its viewers' addresses.
 *
 * @param trustedProxies addresses and CIDR ranges; the header counts only from these, because anybody can send one.
 */
export function cloudfrontCountry({ trustedProxies }: { trustedProxies: readonly string[] }): Country {
  const trusted = new BlockList()
  for (const range of trustedProxies) addRange(trusted, range)
  return {
    of: ({ headers, socket: { remoteAddress = '' } }) => {
      const code = headers[HEADER]
      if (typeof code !== 'string' || !CODE.test(code) || UNPLACED.has(code)) return null
      return trusted.check(remoteAddress, familyOf(remoteAddress)) ? code : null
    },
  }
}

function addRange(list: BlockList, range: string): void {
  const [address = '', prefix] = range.split('/')
  if (prefix === undefined) list.addAddress(address, familyOf(address))
  else list.addSubnet(address, Number(prefix), familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv6(address) ? 'ipv6' : 'ipv4'
}
