import type { Stream } from '@better-and-bliss/sdk'

/** The right to play one item, kept alive: its addresses are signed anew before they expire. */
export interface StreamAccess {
  /** The newest addresses, whatever their age. */
  stream(): Stream
  /**
   * The token that a request should carry now. Waits only when the present one is of no use any more.
   *
   * @throws what asking for a new one threw.
   */
  query(): Promise<string>
  /** The edge did not take the token: the next request waits for another. */
  refuse(): void
  /** Whether the present token has expired. */
  isExpired(): boolean
  /** Asks for new addresses now; all who ask at the same time share one answer. */
  renew(): Promise<Stream>
}

interface Parts {
  first: Stream
  /** Asks for new addresses of the same stream. */
  fetchStream: () => Promise<Stream>
  nowMs: () => number
}

/** From this share of its life on a token is renewed in the background. */
const RENEW_SHARE = 0.7
/** A request sent this long before a token's end may arrive after it. */
const MARGIN_MS = 2_000
/** Our clock may be wrong: a token that seems expired when it comes is used for at least this long. */
const MIN_LIFE_MS = 10_000

/**
 * Renews by demand: who asks for the token late in its life starts a renewal and goes on with the old one; who asks after
 * its end (a long pause, a sleeping tab) waits for the new one. So a player that fetches nothing asks for nothing.
 */
export function streamAccess({ first, fetchStream, nowMs }: Parts): StreamAccess {
  let current = signedStreamOf(first, nowMs())
  let refused = false
  let renewal: Promise<Stream> | null = null

  function renew(): Promise<Stream> {
    renewal ??= attempt().finally(() => {
      renewal = null
    })
    return renewal
  }

  async function attempt(): Promise<Stream> {
    const stream = await fetchStream()
    current = signedStreamOf(stream, nowMs())
    refused = false
    return stream
  }

  const isExpired = () => nowMs() >= current.endsAtMs

  return {
    stream: () => current.stream,
    isExpired,
    renew,
    query: async () => {
      if (refused || isExpired()) await renew()
      // A failure in the background is no failure yet: the next request tries again, and the last one waits for it.
      else if (nowMs() >= current.renewAtMs) renew().catch(() => {})
      return queryOf(current.stream.hls_master)
    },
    refuse: () => {
      refused = true
    },
  }
}

/** The same address with another token. */
export function withQuery(url: string, query: string): string {
  return `${url.replace(/\?.*$/s, '')}?${query}`
}

/** The token of an address. */
export function queryOf(url: string): string {
  return url.slice(url.indexOf('?') + 1)
}

function signedStreamOf(stream: Stream, nowMs: number) {
  const lifeMs = Math.max(stream.expires_at * 1000 - nowMs, MIN_LIFE_MS)
  return { stream, renewAtMs: nowMs + lifeMs * RENEW_SHARE, endsAtMs: nowMs + lifeMs - MARGIN_MS }
}
