import { addBit, type Bits, emptyBits, hasBit, removeBit, unite, visitCommon } from './bits.ts'

/** Slots: few as numbers, in any order, many as a set of bits, so that what most items have takes little. */
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
  // An array that grows takes room for sixteen more.
  if (grown.count <= FEW) grown.numbers = [...grown.numbers, slot]
  else grown.numbers.push(slot)
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
    if (slot >= set.bits.length * BITS_PER_WORD || !hasBit(set.bits, slot)) continue
    removeBit(set.bits, slot)
    set.count -= 1
  }
  return set
}

/** Adds the slots to a set that has room for all there are. */
export function addSlotsTo(bits: Bits, set: Slots): void {
  if (set.bits) unite(bits, set.bits)
  else for (const slot of set.numbers) addBit(bits, slot)
}

export function visitSlots(set: Slots, visit: (slot: number) => void): void {
  if (set.numbers) for (const slot of set.numbers) visit(slot)
  else {
    visitCommon([set.bits], (slot) => {
      visit(slot)
      return true
    })
  }
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
