import type { IncomingHttpHeaders } from 'node:http'

/** Longer than what any browser says of itself; a head may bring 16 KB of it, with every request. */
const MAX_LENGTH = 256

/** What a client says that it is, cut to what is worth keeping; null if it says nothing. */
export function userAgentOf({ headers }: { headers: IncomingHttpHeaders }): string | null {
  return headers['user-agent']?.slice(0, MAX_LENGTH) ?? null
}
