/** Items that are listed at the most, and some more: a few of them may not be published any more. */
const MOST_KEPT = 500

/** The items of the greatest heat, which only ever grows: one that is not among them comes in by growing. */
export function hottestFirst(most = MOST_KEPT) {
  const heats = new Map<string, number>()
  /** Null after a change: there are many more of those than there is interest in the order. */
  let ordered: readonly string[] | null = []

  function order(): readonly string[] {
    const hottest = [...heats].toSorted(([, one], [, other]) => other - one).slice(0, most)
    heats.clear()
    for (const [id, heat] of hottest) heats.set(id, heat)
    return hottest.map(([id]) => id)
  }

  return {
    put: (id: string, heat: number): void => {
      if (heat === -Infinity) return
      heats.set(id, heat)
      ordered = heats.size > 2 * most ? order() : null
    },
    remove: (id: string): void => {
      if (heats.delete(id)) ordered = null
    },
    ids: (): readonly string[] => {
      ordered ??= order()
      return ordered
    },
  }
}
