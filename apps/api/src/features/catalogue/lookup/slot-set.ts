import { addBit, type Bits, emptyBits, hasBit, removeBit, visitCommon } from './bits.ts'

/** Slots: few as ascending numbers, many as a set of bits, so that what most items have takes little. */
export type SlotSet = { count: number } & ({ numbers: number[]; bits: null } | { numbers: null; bits: Bits })

/** One that nobody changes. */
export type Slots = { readonly count: number } & (
  | { readonly numbers: readonly number[]; readonly bits: null }
  | { readonly numbers: null; readonly bits: Bits }
)

/** A number takes as much memory as so many bits. */
const BITS_PER_NUMBER = 64
const FEWEST_AS_BITS = 32
const FEW = 8
const BITS_PER_WORD = 32
const GROWTH = 1.25

export function emptySlotSet(): SlotSet {
  return { count: 0, numbers: [], bits: null }
}

/**
 * @param slot one that is not there yet
 * @param slots how many there are in all
 * @returns the set, or another one in its place
 */
export function withSlot(set: SlotSet, slot: number, slots: number): SlotSet {
  const grown = set.bits && slot >= set.bits.length * BITS_PER_WORD ? madeFor(slots, set) : set
  grown.count += 1
  if (grown.bits) {
    addBit(grown.bits, slot)
    return grown
  }
  insert(slot, grown)
  return isMany(grown.count, slots) ? madeFor(slots, grown) : grown
}

/** @returns the set, or another one in its place */
export function withoutSlots(set: SlotSet, gone: ReadonlySet<number>): SlotSet {
  if (!set.bits) {
    if (!set.numbers.some((slot) => gone.has(slot))) return set
    const numbers = set.numbers.filter((slot) => !gone.has(slot))
    return { count: numbers.length, numbers, bits: null }
  }
  for (const slot of gone) {
    if (!hasBit(set.bits, slot)) continue
    removeBit(set.bits, slot)
    set.count -= 1
  }
  return set
}

export function visitSlots(set: Slots, visit: (slot: number) => void): void {
  if (set.bits) visitCommon([set.bits], visit)
  else for (const slot of set.numbers) visit(slot)
}

/** Most come in the order of their numbers. */
function insert(slot: number, set: { numbers: number[] }): void {
  const { numbers } = set
  const isLast = (numbers.at(-1) ?? -1) < slot
  if (!isLast) numbers.splice(placeOf(slot, numbers), 0, slot)
  // An array that grows takes room for sixteen more.
  else if (numbers.length < FEW) set.numbers = [...numbers, slot]
  else numbers.push(slot)
}

/** The first place whose number is not below `slot`. */
export function placeOf(slot: number, ascending: readonly number[]): number {
  let [low, high] = [0, ascending.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ascending[middle] as number) < slot) low = middle + 1
    else high = middle
  }
  return low
}

function isMany(count: number, slots: number): boolean {
  return count >= FEWEST_AS_BITS && count * BITS_PER_NUMBER >= slots
}

/** The same slots in the form that fits so many. */
function madeFor(slots: number, set: SlotSet): SlotSet {
  const { count } = set
  if (!isMany(count, slots)) {
    const numbers: number[] = []
    visitSlots(set, (slot) => numbers.push(slot))
    return { count, numbers, bits: null }
  }
  const bits = emptyBits(Math.ceil(slots * GROWTH))
  if (set.bits) bits.set(set.bits)
  else visitSlots(set, (slot) => addBit(bits, slot))
  return { count, numbers: null, bits }
}
