/**
 * Whole answers kept as bytes until what they were made from changes. Bounded in entries and bytes, so that no set of
 * requests can grow it.
 */
export interface ReadyPages {
  get(key: string): Buffer | undefined
  set(key: string, page: Buffer): void
  clear(): void
}

export function readyPages(maxEntries: number, maxBytes: number): ReadyPages {
  const pages = new Map<string, Buffer>()
  let bytes = 0
  return {
    get: (key) => pages.get(key),
    set: (key, page) => {
      bytes += page.length - (pages.get(key)?.length ?? 0)
      pages.set(key, page)
      while (pages.size > maxEntries || bytes > maxBytes) {
        const [oldest, dropped] = pages.entries().next().value ?? []
        if (oldest === undefined) break
        pages.delete(oldest)
        bytes -= dropped?.length ?? 0
      }
    },
    clear: () => {
      pages.clear()
      bytes = 0
    },
  }
}
