/**
 * Whole answers kept as bytes until what they were made from changes. Bounded in entries and bytes, so that no set of
 * requests can grow it; what is asked for once drives out nothing.
 */
export interface ResponseCache {
  get(key: string): Buffer | undefined
  /** Keeps a response. When no more fit, only one that was offered lately for the second time, in the place of the oldest. */
  offer(key: string, response: string): void
  clear(): void
}

/** Keys of responses that did not fit. */
const MAX_REMEMBERED = 2_000

export function responseCache(maxEntries: number, maxBytes: number): ResponseCache {
  const responses = new Map<string, Buffer>()
  const refused = new Set<string>()
  let bytes = 0

  function fits(length: number): boolean {
    return responses.size < maxEntries && bytes + length <= maxBytes
  }

  /** Bytes that are kept for a moment only would wait for a collection that does not hurry: they take no part of the heap. */
  function isWantedAgain(key: string): boolean {
    if (refused.delete(key)) return true
    refused.add(key)
    if (refused.size > MAX_REMEMBERED) refused.delete(refused.keys().next().value ?? '')
    return false
  }

  function drop(key: string): void {
    bytes -= responses.get(key)?.length ?? 0
    responses.delete(key)
  }

  return {
    get: (key) => responses.get(key),
    offer: (key, response) => {
      drop(key)
      const length = Buffer.byteLength(response)
      if (length > maxBytes || (!fits(length) && !isWantedAgain(key))) return
      while (!fits(length)) drop(responses.keys().next().value ?? '')
      responses.set(key, Buffer.from(response))
      bytes += length
    },
    clear: () => {
      responses.clear()
      refused.clear()
      bytes = 0
    },
  }
}
