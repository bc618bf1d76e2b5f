import { addBit, type Bits, BLOCK_WORDS, hasBit, unite } from './bits.ts'
import { placeOf, type Slots } from './slot-set.ts'

/** What is in any of several sets. Many are brought together block by block, when somebody looks there: most look at few blocks. */
export type Union = Slots & { pending?: Pending | null }

interface Pending {
  sets: readonly Union[]
  /** By block. */
  made: Uint8Array
  /** So many blocks are made one by one; then all that are left, which takes less a block. */
  left: number
}

/** Few are sorted sooner than there is room for all. */
const FEW = 32
const MOST_SORTED = 512
const SLOTS_PER_SORTED = 64
const NUMBER_BYTES = 8
const MOST_BLOCKS_APART = 1 / 8
const BLOCK_SLOTS = BLOCK_WORDS * 32

/** Where unions are written. */
export interface Room {
  /** How many there are in all. */
  slots: number
  /** An empty set for so many. */
  take(): Bits
}

const NOTHING: Union = { count: 0, numbers: [], bits: null, pending: null }

/** @returns of several sets a union whose `count` may be too high. */
export function unionOf(sets: readonly Union[], room: Room): Union {
  const [first = NOTHING] = sets
  if (sets.length <= 1) return first
  const count = sets.reduce((sum, set) => sum + set.count, 0)
  if (isSorted(sets, count, room)) return sortedUnion(sets, count)
  const blocks = Math.ceil(room.slots / BLOCK_SLOTS)
  const pending = { sets, made: new Uint8Array(blocks), left: Math.floor(blocks * MOST_BLOCKS_APART) }
  return { count, numbers: null, bits: room.take(), pending }
}

/** What such a union takes at most, in bytes. */
export function weightOf(sets: readonly Slots[], room: Room): number {
  if (sets.length <= 1) return 0
  const count = sets.reduce((sum, set) => sum + set.count, 0)
  return isSorted(sets, count, room) ? count * NUMBER_BYTES : room.slots / 8 + sets.length * NUMBER_BYTES
}

function isSorted(sets: readonly Union[], count: number, { slots }: Room): boolean {
  if (count > Math.max(FEW, Math.min(MOST_SORTED, slots / SLOTS_PER_SORTED))) return false
  return sets.every(({ numbers }) => numbers)
}

export function hasSlot(set: Union, slot: number): boolean {
  if (!set.bits) return set.numbers[placeOf(slot, set.numbers)] === slot
  if (set.pending) makeReady(set, Math.floor(slot / BLOCK_SLOTS))
  return hasBit(set.bits, slot)
}

/** Of `slots` those that are in the set. */
export function slotsIn(set: Union, slots: readonly number[]): number[] {
  const found: number[] = []
  for (const slot of slots) if (hasSlot(set, slot)) found.push(slot)
  return found
}

/** Brings a block of a union together. */
export function makeReady(union: Union, block: number): void {
  const { bits, pending } = union
  if (!bits || !pending || pending.made[block] === 1) return
  if (pending.left === 0) {
    makeAllReady(union)
    return
  }
  pending.left -= 1
  pending.made[block] = 1
  const [from, to] = [block * BLOCK_SLOTS, (block + 1) * BLOCK_SLOTS]
  for (const set of pending.sets) if (set.pending) makeReady(set, block)
  uniteAll(bits, pending.sets, block * BLOCK_WORDS, BLOCK_WORDS)
  for (const { numbers } of pending.sets) if (numbers) addBetween(from, to, numbers, bits)
}

/** Brings all of it together. */
export function makeAllReady(union: Union): void {
  const { bits, pending } = union
  if (!bits || !pending) return
  for (const set of pending.sets) if (set.pending) makeAllReady(set)
  uniteAll(bits, pending.sets, 0, bits.length)
  for (const { numbers } of pending.sets) if (numbers) for (const slot of numbers) addBit(bits, slot)
  union.pending = null
}

/** Two at a time: what they are added to is read and written half as often. */
function uniteAll(bits: Bits, sets: readonly Union[], first: number, words: number): void {
  let waiting: Bits | null = null
  for (const set of sets) {
    if (!set.bits) continue
    if (waiting) unite(bits, waiting, set.bits, first, words)
    waiting = waiting ? null : set.bits
  }
  if (waiting) unite(bits, waiting, waiting, first, words)
}

function addBetween(from: number, to: number, ascending: readonly number[], bits: Bits): void {
  for (let place = placeOf(from, ascending); place < ascending.length; place++) {
    const slot = ascending[place] as number
    if (slot >= to) return
    addBit(bits, slot)
  }
}

function sortedUnion(sets: readonly Union[], count: number): Union {
  let length = 0
  for (const { numbers } of sets) if (numbers) for (const slot of numbers) toSort[length++] = slot
  toSort.subarray(0, count).sort()
  const numbers: number[] = []
  for (let index = 0; index < length; index++) {
    if (index === 0 || toSort[index] !== toSort[index - 1]) numbers.push(toSort[index] as number)
  }
  return { count: numbers.length, numbers, bits: null, pending: null }
}

/** Small arrays outside the heap cost more than what is sorted in them. */
const toSort = new Uint32Array(MOST_SORTED)
