/**
 * Whole answers kept as bytes until what they were made from changes. Bounded in entries and bytes, so that no set of
 * requests can grow it; what is asked for once drives out nothing.
 */
export interface ReadyPages {
  get(key: string): Buffer | undefined
  /** Keeps a page. When no more fit, only one that was offered lately for the second time, in the place of the oldest. */
  offer(key: string, page: string): void
  clear(): void
}

/** Keys of pages that did not fit. */
const MAX_REMEMBERED = 2_000

export function readyPages(maxEntries: number, maxBytes: number): ReadyPages {
  const pages = new Map<string, Buffer>()
  const refused = new Set<string>()
  let bytes = 0

  function fits(length: number): boolean {
    return pages.size < maxEntries && bytes + length <= maxBytes
  }

  /** Bytes that are kept for a moment only would wait for a collection that does not hurry: they take no part of the heap. */
  function isWantedAgain(key: string): boolean {
    if (refused.delete(key)) return true
    refused.add(key)
    if (refused.size > MAX_REMEMBERED) refused.delete(refused.keys().next().value ?? '')
    return false
  }

  function drop(key: string): void {
    bytes -= pages.get(key)?.length ?? 0
    pages.delete(key)
  }

  return {
    get: (key) => pages.get(key),
    offer: (key, page) => {
      drop(key)
      const length = Buffer.byteLength(page)
      if (length > maxBytes || (!fits(length) && !isWantedAgain(key))) return
      while (!fits(length)) drop(pages.keys().next().value ?? '')
      pages.set(key, Buffer.from(page))
      bytes += length
    },
    clear: () => {
      pages.clear()
      refused.clear()
      bytes = 0
    },
  }
}
