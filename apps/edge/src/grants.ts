import type { Grant, StreamKeys } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'
import { LRUCache } from 'lru-cache'

/**
 * `openStreamToken` that remembers: a title of one hour is 600 requests with the same token. Only genuine tokens are kept, the
 * `limit` used last, so that strangers can neither fill the memory nor push others out.
 */
export function rememberGrants(
  keys: StreamKeys,
  limit = 10_000,
): (token: { contentId: string; query: string }) => Grant | null {
  const opened = new LRUCache<string, { contentId: string; grant: Grant }>({ max: limit })
  return ({ contentId, query }) => {
    const known = opened.get(query)
    if (known !== undefined) return known.contentId === contentId ? known.grant : null
    const grant = openStreamToken({ contentId, query }, keys)
    if (grant === null) return null
    opened.set(query, { contentId, grant })
    return grant
  }
}
