import { LRUCache } from 'lru-cache'
import { mostRecent } from '../most-recent.ts'

/**
 * Whole answers kept as bytes until what they were made from changes. Bounded in entries and bytes, so that no set of
 * requests can grow it; what is asked for once drives out nothing.
 */
export interface ResponseCache {
  get(key: string): Buffer | undefined
  /** Keeps a response. When no more fit, only one that was offered lately for the second time, in place of those used least. */
  offer(key: string, response: string): void
  clear(): void
}

/** Keys of responses that did not fit. */
const MAX_REMEMBERED = 2_000

export function responseCache(maxEntries: number, maxBytes: number): ResponseCache {
  const responses = new LRUCache<string, Buffer>({
    max: maxEntries,
    maxSize: maxBytes,
    sizeCalculation: ({ length }) => length,
  })
  const refused = mostRecent<string, true>(MAX_REMEMBERED)

  function fits(key: string, length: number): boolean {
    if (responses.has(key)) return true
    return responses.size < maxEntries && responses.calculatedSize + length <= maxBytes
  }

  /** Bytes that are kept for a moment only would wait for a collection that does not hurry: they take no part of the heap. */
  function isWantedAgain(key: string): boolean {
    if (refused.delete(key)) return true
    refused.set(key, true)
    return false
  }

  return {
    get: (key) => responses.get(key),
    offer: (key, response) => {
      const length = Buffer.byteLength(response)
      if (length > maxBytes || (!fits(key, length) && !isWantedAgain(key))) return
      responses.set(key, Buffer.from(response))
    },
    clear: () => {
      responses.clear()
      refused.clear()
    },
  }
}
