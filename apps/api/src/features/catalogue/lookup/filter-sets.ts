import { addBit, type Bits, bitsOf, emptyBits, hasBit } from './bits.ts'
import { keyOf } from './facets.ts'
import type { Orders } from './orders.ts'
import type { Postings } from './postings.ts'
import type { Wanted } from './ranking.ts'
import { recent } from './recent.ts'
import type { Table } from './table.ts'

/** The items that pass filters, as sets of slots. Each is made when somebody asks for it. */
export interface FilterSets {
  /** @param keys of facets. @param seconds how long items may be, if that is limited. */
  wanted(keys: readonly string[], seconds: Range | null): Wanted
  isTrending(): (rank: number) => boolean
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

export function createFilterSets({ table, orders, facets }: Parts): FilterSets {
  const sets = recent<Bits>(MAX_SET_WORDS, (bits) => bits.length)
  const room = () => orders.newest.ranks().length
  const setOf = (key: string) => sets.get(key, () => bitsOf(facets.get(key), room()))

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
    wanted: (keys, seconds) => {
      const wanted = [...keys.map(setOf), ...(seconds ? [lasting(seconds)] : [])]
      const slots = orders.newest.slots()
      return {
        sets: wanted,
        passes: (rank) => {
          for (const set of wanted) if (!hasBit(set, slots[rank] as number)) return false
          return true
        },
      }
    },
    isTrending: () => {
      const [trending, slots] = [setOf(keyOf('trending', true)), orders.newest.slots()]
      return (rank) => hasBit(trending, slots[rank] as number)
    },
    clear: sets.clear,
  }
}
