import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

type Address = ipaddr.IPv4 | ipaddr.IPv6
type Range = [Address, number]

/** IPv4 written as IPv6 has so many bits before it. */
const MAPPED_BITS = 96

/** @param ranges addresses and CIDR ranges. @returns whether an address is in one of them, in whatever spelling; what is none is in none. */
export function addressesIn(ranges: readonly string[]): (address: string) => boolean {
  const known = ranges.map(toRange)
  return (text) => {
    if (isIP(text) === 0) return false
    const address: Address = ipaddr.process(text)
    return known.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
  }
}

function toRange(text: string): Range {
  const [network, bits] = text.includes('/') ? ipaddr.parseCIDR(text) : wholeOf(ipaddr.parse(text))
  if (network instanceof ipaddr.IPv6 && network.isIPv4MappedAddress() && bits >= MAPPED_BITS)
    return [network.toIPv4Address(), bits - MAPPED_BITS]
  return [network, bits]
}

function wholeOf(address: Address): Range {
  return [address, address.kind() === 'ipv4' ? 32 : 128]
}
