import { addBit, type Bits, bitsOf, emptyBits, hasBit } from './bits.ts'
import { keyOf } from './facets.ts'
import type { Orders } from './orders.ts'
import type { Postings } from './postings.ts'
import { recent } from './recent.ts'
import type { Slots } from './slot-set.ts'
import type { Table } from './table.ts'

/** The items that pass filters, as sets of slots. Each is made when somebody asks for it. */
export interface FilterSets {
  /** @param keys of facets. @param seconds how long items may be, if that is limited. */
  wanted(keys: readonly string[], seconds: Range | null): Slots[]
  /** Of what is listed under a key of facets. */
  slotsOf(key: string): Slots
  isTrending(): (slot: number) => boolean
  /** The items are no longer what they were. */
  clear(): void
}

/** Both ends included. */
export interface Range {
  min: number
  max: number
}

interface Parts {
  table: Table
  orders: Orders
  /** Slots by facet. */
  facets: Postings<string>
}

const MAX_SET_WORDS = 250_000
/** So many slots are sorted as quickly as a set is made. */
const FEW = 32

export function createFilterSets({ table, orders, facets }: Parts): FilterSets {
  const sets = recent<Bits>(MAX_SET_WORDS, (bits) => bits.length)
  const room = () => orders.newest.ranks().length
  const setOf = (key: string) => sets.get(key, () => bitsOf(facets.get(key), room()))

  function slotsOf(key: string): Slots {
    const slots = facets.get(key)
    if (slots.length > FEW) return { count: slots.length, numbers: null, bits: setOf(key) }
    return { count: slots.length, numbers: slots.toSorted((a, b) => a - b), bits: null }
  }

  /** People ask for few different lengths. */
  function lasting({ min, max }: Range): Bits {
    return sets.get(`${min} ${max}`, () => {
      const bits = emptyBits(room())
      for (const slot of orders.newest.slots()) {
        const seconds = table.at(slot).durationSeconds ?? 0
        if (seconds >= min && seconds <= max) addBit(bits, slot)
      }
      return bits
    })
  }

  return {
    wanted: (keys, seconds) => [...keys.map(slotsOf), ...(seconds ? [asSlots(lasting(seconds))] : [])],
    slotsOf,
    isTrending: () => {
      const trending = setOf(keyOf('trending', true))
      return (slot) => hasBit(trending, slot)
    },
    clear: sets.clear,
  }
}

function asSlots(bits: Bits): Slots {
  return { count: bits.length * 32, numbers: null, bits }
}
