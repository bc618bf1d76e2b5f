export const PAGE_SIZE = 100
const LAST_PAGE = 10_000
const MAX_WORDS = 200

/** What the address of a list says: every part is absent where nothing was chosen. */
export interface ShelfSearch {
  q?: string
  page?: string
}

/** Reads an address that anybody may have typed: what means nothing is left out. */
export function parseShelfSearch(raw: Record<string, unknown>): ShelfSearch {
  const page = Number(raw.page)
  const q = typeof raw.q === 'string' ? raw.q.trim().slice(0, MAX_WORDS) : ''
  return {
    ...(q && { q }),
    ...(Number.isInteger(page) && page > 1 && page <= LAST_PAGE && { page: String(page) }),
  }
}

export function toShelfQuery({ q, page = '1' }: ShelfSearch) {
  return { ...(q !== undefined && { q }), limit: PAGE_SIZE, offset: (Number(page) - 1) * PAGE_SIZE }
}
