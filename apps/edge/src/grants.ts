import type { Grant, StreamKeys } from '@better-and-bliss/stream-token'
import { openStreamToken } from '@better-and-bliss/stream-token/node'

/**
 * `openStreamToken` that remembers: a title of one hour is 600 requests with the same token. Only genuine tokens are kept, the
 * `limit` latest, so that strangers can neither fill the memory nor push others out.
 */
export function rememberGrants(
  keys: StreamKeys,
  limit = 10_000,
): (token: { contentId: string; query: string }) => Grant | null {
  const opened = new Map<string, { contentId: string; grant: Grant }>()
  return ({ contentId, query }) => {
    const known = opened.get(query)
    if (known !== undefined) return known.contentId === contentId ? known.grant : null
    const grant = openStreamToken({ contentId, query }, keys)
    if (grant === null) return null
    opened.set(query, { contentId, grant })
    for (const oldest of opened.keys()) {
      if (opened.size <= limit) break
      opened.delete(oldest)
    }
    return grant
  }
}
