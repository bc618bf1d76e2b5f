/** Items that are listed at the most, and some more: a few of them may not be published any more. */
const MOST_KEPT = 500

interface Kept {
  id: string
  heat: number
}

/** The items of the greatest heat, which only ever grows: one that is not among them comes in by growing. */
export function hottestFirst(most = MOST_KEPT) {
  const kept: Kept[] = []
  const remove = (id: string): void => {
    const at = kept.findIndex((one) => one.id === id)
    if (at >= 0) kept.splice(at, 1)
  }
  return {
    put: (id: string, heat: number): void => {
      const last = kept.at(-1)
      if (heat === -Infinity || (kept.length >= most && last && heat < last.heat)) return
      remove(id)
      const at = kept.findIndex((one) => one.heat < heat)
      kept.splice(at < 0 ? kept.length : at, 0, { id, heat })
      kept.length = Math.min(kept.length, most)
    },
    remove,
    ids: (): string[] => kept.map(({ id }) => id),
  }
}
