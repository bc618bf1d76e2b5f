interface Page {
  offset: number
  limit: number
  total: number
}

interface Place {
  /** Of what is shown, from 1; null where nothing is. */
  first: number | null
  last: number | null
  /** The pages beside it, from 1; before one past the end stands the last. */
  previous: number | null
  next: number | null
}

/** Where a page stands in its list. @returns null for a list of nothing. */
export function placeInPages({ offset, limit, total }: Page): Place | null {
  if (total === 0) return null
  const page = Math.floor(offset / limit) + 1
  const pages = Math.ceil(total / limit)
  if (page > pages) return { first: null, last: null, previous: pages, next: null }
  return {
    first: offset + 1,
    last: Math.min(total, offset + limit),
    previous: page > 1 ? page - 1 : null,
    next: page < pages ? page + 1 : null,
  }
}
