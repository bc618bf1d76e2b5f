import { type Bits, BLOCK_WORDS, commonIn, countCommon } from './bits.ts'
import { makeReady, type Union } from './slot-union.ts'

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
/** So many are sorted one by one sooner than an array outside the heap is made for them. */
const FEW = 32

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

/** The newest `most` slots that are in all of `sets`, which are sets of bits, at least one, and pass. */
export function newestIn(
  sets: readonly Union[],
  passes: (slot: number) => boolean,
  most: number,
  { ranks, slots, blocks, firsts }: Newest,
): number[] {
  const bits = bitsOf(sets)
  const found: number[] = []
  /** Ranks of slots behind which there may be newer ones in blocks to come. */
  let waiting: number[] = []
  for (let place = 0; place < blocks.length && found.length < most; place++) {
    for (const slot of commonInBlock(blocks[place] as number, sets, bits)) {
      if (passes(slot)) waiting.push(ranks[slot] as number)
    }
    if (waiting.length === 0) continue
    sortNumbers(waiting)
    const next = firsts[place + 1] ?? slots.length
    let first = 0
    while (first < waiting.length && (waiting[first] as number) < next && found.length < most) {
      found.push(slots[waiting[first++] as number] as number)
    }
    waiting = first < waiting.length ? waiting.slice(first) : []
  }
  return found
}

function sortNumbers(numbers: number[]): void {
  if (numbers.length > FEW) {
    const sorted = Int32Array.from(numbers).sort()
    for (let index = 0; index < sorted.length; index++) numbers[index] = sorted[index] as number
    return
  }
  for (let index = 1; index < numbers.length; index++) {
    const number = numbers[index] as number
    let place = index
    for (; place > 0 && (numbers[place - 1] as number) > number; place--) numbers[place] = numbers[place - 1] as number
    numbers[place] = number
  }
}

/** All slots that are in all of `sets`, which are sets of bits, at least one, in any order; null where they are more than `most`. */
export function allIn(sets: readonly Union[], most: number, { blocks }: Newest): number[] | null {
  const bits = bitsOf(sets)
  const found: number[] = []
  for (const block of blocks) {
    commonInBlock(block, sets, bits, found)
    if (found.length > most) return null
  }
  return found
}

/** How many there are in all of `sets`, which are sets of bits, at least one; `most` or more where they are more. */
export function countIn(sets: readonly Union[], most: number, { blocks }: Newest): number {
  const bits = bitsOf(sets)
  let count = 0
  for (const block of blocks) {
    for (const set of sets) if (set.pending) makeReady(set, block)
    count += countCommon(bits, block * BLOCK_WORDS, BLOCK_WORDS)
    if (count >= most) break
  }
  return count
}

function commonInBlock(block: number, sets: readonly Union[], bits: [Bits, ...Bits[]], found: number[] = []): number[] {
  for (const set of sets) if (set.pending) makeReady(set, block)
  return commonIn(bits, block * BLOCK_WORDS, BLOCK_WORDS, found)
}

function bitsOf(sets: readonly Union[]): [Bits, ...Bits[]] {
  return sets.flatMap((set) => set.bits ?? []) as [Bits, ...Bits[]]
}
