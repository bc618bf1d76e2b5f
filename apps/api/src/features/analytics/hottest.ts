/** Items that are listed at the most, and some more: a few of them may not be published any more. */
const MOST_KEPT = 500

interface Kept {
  id: string
  heat: number
}

/** The items of the greatest heat, which only ever grows: one that is not among them comes in by growing. */
export function hottestFirst(most = MOST_KEPT) {
  let kept: Kept[] = []
  return {
    put: (id: string, heat: number): void => {
      const last = kept.at(-1)
      if (heat === -Infinity || (kept.length >= most && last && heat < last.heat)) return
      const others = kept.filter((one) => one.id !== id)
      const at = others.findIndex((one) => one.heat < heat)
      others.splice(at < 0 ? others.length : at, 0, { id, heat })
      kept = others.slice(0, most)
    },
    remove: (id: string): void => {
      kept = kept.filter((one) => one.id !== id)
    },
    ids: (): string[] => kept.map(({ id }) => id),
  }
}
