import { compile } from '@fastify/proxy-addr'

/** @param ranges addresses and CIDR ranges. @returns whether an address is one of them. */
export function trustOf(ranges: readonly string[]): (address: string | undefined) => boolean {
  const isTrusted = compile([...ranges])
  return (address) => address !== undefined && address !== '' && isTrusted(address, 0)
}
