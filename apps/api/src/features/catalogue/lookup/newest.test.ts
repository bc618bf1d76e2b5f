import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bitsOf, emptyBits } from './bits.ts'
import { allIn, countIn, newestIn, newestOf } from './newest.ts'
import type { Slots } from './slot-set.ts'
import { hasSlot, type Union, unionOf } from './slot-union.ts'

/** So many that several blocks of a union are made before all are. */
const SLOTS = 40_000
const room = { slots: SLOTS, take: () => emptyBits(SLOTS) }
interface Numbered {
  numbers: number[]
  slots: Slots
}
/** Every so many slots from one on, in either form. */
const anySlots = fc
  .tuple(fc.nat(SLOTS - 1), fc.constantFrom(1, 2, 7, 90, 1_000), fc.boolean())
  .map(([from, step, isListed]): Numbered => {
    const numbers = Array.from({ length: Math.ceil((SLOTS - from) / step) }, (_, index) => from + index * step)
    const count = numbers.length
    return {
      numbers,
      slots: isListed ? { count, numbers, bits: null } : { count, numbers: null, bits: bitsOf(numbers, SLOTS) },
    }
  })
const anyUnion = fc.array(fc.array(anySlots, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
/** How far from their place in time slots are: not at all, in some blocks, anywhere. */
const anyDisorder = fc.constantFrom(0, 50, 3_000, SLOTS)

test('the newest slots of what several unions have in common are those that sorting finds, whatever their order', () => {
  fc.assert(
    fc.property(
      fc.tuple(anyUnion, anyUnion),
      anyDisorder,
      fc.integer({ min: 1, max: 300 }),
      fc.array(fc.nat(SLOTS - 1), { maxLength: 20 }),
      (asked, disorder, most, looked) => {
        const noise = (slot: number) => ((slot * 7_919) % SLOTS) * (disorder / SLOTS)
        const slots = Int32Array.from(
          Array.from({ length: SLOTS }, (_, slot) => slot).sort((a, b) => b + noise(b) - a - noise(a)),
        )
        const ranks = new Int32Array(SLOTS)
        for (const [rank, slot] of slots.entries()) ranks[slot] = rank
        const newest = newestOf({ ranks, slots })
        const unions = asked.map((sets) => {
          const levels = sets.map((level) =>
            unionOf(
              level.map(({ slots: set }) => set),
              room,
            ),
          )
          return unionOf(levels, room)
        })
        const [some, others] = asked.map((sets) => new Set(sets.flat().flatMap(({ numbers }) => numbers))) as [
          Set<number>,
          Set<number>,
        ]
        for (const slot of looked) expect(hasSlot(unions[0] as Union, slot)).toBe(some.has(slot))
        const common = [...some].filter((slot) => others.has(slot) && slot % 3 > 0)
        const sorted = common.sort((a, b) => (ranks[a] as number) - (ranks[b] as number))
        const inBits = unions.map(({ numbers, ...union }) =>
          numbers ? bitsUnion(numbers) : { numbers, ...union },
        ) as Union[]
        expect(newestIn(inBits, (slot) => slot % 3 > 0, most, newest)).toEqual(sorted.slice(0, most))
        const all = [...some].filter((slot) => others.has(slot)).sort((a, b) => a - b)
        expect(allIn(inBits, all.length, newest)?.sort((a, b) => a - b)).toEqual(all)
        expect(allIn(inBits, all.length - 1, newest)).toBe(null)
        expect(countIn(inBits, Infinity, newest)).toBe(all.length)
        expect(countIn(inBits, most, newest) >= most).toBe(all.length >= most)
      },
    ),
    { numRuns: 30 },
  )
})

function bitsUnion(numbers: readonly number[]): Union {
  return { count: numbers.length, numbers: null, bits: bitsOf(numbers, SLOTS) }
}
