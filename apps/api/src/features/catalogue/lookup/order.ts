/** Slots (see `table.ts`) in the order of a comparison. A slot's rank is its place in that order, from 0. */
export interface Order {
  /** Takes out the slots that are 1 in `removed`, and puts `added` in where their items belong now. */
  change(removed: Uint8Array, added: readonly number[]): void
  slots(): Int32Array
  /** By slot. */
  ranks(): Int32Array
}

/** A change costs one pass over the slots, and comparisons only for those that are added. */
export function createOrder(compare: (a: number, b: number) => number): Order {
  let slots: Int32Array = new Int32Array(0)
  let ranks: Int32Array | null = null
  return {
    change: (removed, added) => {
      const kept = without(removed, slots)
      slots = added.length > 0 ? merge(kept, added.toSorted(compare), compare) : kept
      ranks = null
    },
    slots: () => slots,
    ranks: () => {
      ranks ??= inverseOf(slots)
      return ranks
    },
  }
}

function without(removed: Uint8Array, slots: Int32Array): Int32Array {
  const kept = new Int32Array(slots.length)
  let count = 0
  for (let place = 0; place < slots.length; place++) {
    const slot = slots[place] as number
    if (removed[slot] !== 1) kept[count++] = slot
  }
  return kept.subarray(0, count)
}

function merge(kept: Int32Array, added: readonly number[], compare: (a: number, b: number) => number): Int32Array {
  const merged = new Int32Array(kept.length + added.length)
  let from = 0
  for (const [index, slot] of added.entries()) {
    const to = placeOf(slot, kept, from, compare)
    merged.set(kept.subarray(from, to), from + index)
    merged[to + index] = slot
    from = to
  }
  merged.set(kept.subarray(from), from + added.length)
  return merged
}

/** The first place from `from` on whose slot does not come before `slot`. */
function placeOf(slot: number, slots: Int32Array, from: number, compare: (a: number, b: number) => number): number {
  let [low, high] = [from, slots.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(slots[middle] as number, slot) < 0) low = middle + 1
    else high = middle
  }
  return low
}

function inverseOf(slots: Int32Array): Int32Array {
  let highest = -1
  for (let rank = 0; rank < slots.length; rank++) highest = Math.max(highest, slots[rank] as number)
  const ranks = new Int32Array(highest + 1)
  for (let rank = 0; rank < slots.length; rank++) ranks[slots[rank] as number] = rank
  return ranks
}
