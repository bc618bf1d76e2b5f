/** Terms in alphabetical order. They are brought into it when somebody asks after changes. */
export interface SortedTerms {
  /** One that is not there yet. */
  add(term: string): void
  remove(term: string): void
  /** The first of them that begin so. */
  beginningWith(text: string, most: number): string[]
}

export function createSortedTerms(): SortedTerms {
  let sorted: string[] = []
  const added = new Set<string>()
  const removed = new Set<string>()

  /** Sorting what is sorted but for its end takes one comparison a term. */
  function settle(): void {
    if (added.size + removed.size === 0) return
    sorted = [...sorted.filter((term) => !removed.has(term)), ...added].sort()
    added.clear()
    removed.clear()
  }

  return {
    add: (term) => {
      if (!removed.delete(term)) added.add(term)
    },
    remove: (term) => {
      if (!added.delete(term)) removed.add(term)
    },
    beginningWith: (text, most) => {
      settle()
      const from = placeOf(text, sorted)
      let to = from
      while (to - from < most && to < sorted.length && (sorted[to] as string).startsWith(text)) to++
      return sorted.slice(from, to)
    },
  }
}

/** The first place whose term does not come before `text`. */
function placeOf(text: string, sorted: readonly string[]): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] as string) < text) low = middle + 1
    else high = middle
  }
  return low
}
