import { type Bits, BLOCK_WORDS, visitCommon, visitCommonFrom } from './bits.ts'
import { makeAllReady, makeReady, type Union } from './slot-union.ts'

/** Which items are the newest, so that the first of a set are found without looking at all of it. */
export interface Newest {
  /** By slot: from 0, which is the newest. */
  ranks: Int32Array
  /** By rank. */
  slots: Int32Array
  /** Blocks of slots, in the order of the newest item in each. */
  blocks: Int32Array
  /** The rank of that item, in the same order. */
  firsts: Int32Array
}

const BLOCK_SLOTS = BLOCK_WORDS * 32

/** Slots that were given in the order of time make blocks that need no look at what comes behind; in another order they only take longer. */
export function newestOf({ ranks, slots }: Pick<Newest, 'ranks' | 'slots'>): Newest {
  const seen = new Uint8Array(Math.ceil(ranks.length / BLOCK_SLOTS))
  const blocks: number[] = []
  const firsts: number[] = []
  for (let rank = 0; rank < slots.length; rank++) {
    const block = Math.floor((slots[rank] as number) / BLOCK_SLOTS)
    if (seen[block] === 1) continue
    seen[block] = 1
    blocks.push(block)
    firsts.push(rank)
  }
  return { ranks, slots, blocks: Int32Array.from(blocks), firsts: Int32Array.from(firsts) }
}

/** The newest `most` slots that are in all of `sets`, which are sets of bits, at least one, and pass; where all are asked for, in any order. */
export function newestIn(
  sets: readonly Union[],
  passes: (slot: number) => boolean,
  most: number,
  { ranks, slots, blocks, firsts }: Newest,
): number[] {
  const bits = sets.flatMap((set) => set.bits ?? []) as [Bits, ...Bits[]]
  const found: number[] = []
  if (most === Infinity) {
    for (const set of sets) makeAllReady(set)
    visitCommon(bits, (slot) => {
      if (passes(slot)) found.push(slot)
    })
    return found
  }
  /** Ranks of slots behind which there may be newer ones in blocks to come. */
  let waiting: number[] = []
  for (let place = 0; place < blocks.length && found.length < most; place++) {
    const block = blocks[place] as number
    for (const set of sets) makeReady(set, block)
    visitCommonFrom(block * BLOCK_WORDS, BLOCK_WORDS, bits, (slot) => {
      if (passes(slot)) waiting.push(ranks[slot] as number)
    })
    if (waiting.length === 0) continue
    const sorted = new Int32Array(waiting).sort()
    const next = firsts[place + 1] ?? slots.length
    let first = 0
    while (first < sorted.length && (sorted[first] as number) < next && found.length < most) {
      found.push(slots[sorted[first++] as number] as number)
    }
    waiting = first < sorted.length ? [...sorted.subarray(first)] : []
  }
  return found
}
