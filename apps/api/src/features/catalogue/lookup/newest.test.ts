import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bitsOf } from './bits.ts'
import { newestIn, newestOf } from './newest.ts'
import type { Slots } from './slot-set.ts'
import { hasSlot, type Union, unionOf } from './slot-union.ts'

const SLOTS = 12_000
const room = { slots: SLOTS, take: () => new Uint32Array(Math.ceil(SLOTS / 32)) }
/** Every `step`-th slot from one on, or a few, in either form. */
const anySlots = fc
  .tuple(fc.nat(SLOTS - 1), fc.integer({ min: 1, max: 400 }), fc.boolean())
  .map(([from, step, isListed]): Slots => {
    const numbers = Array.from({ length: Math.ceil((SLOTS - from) / step) }, (_, index) => from + index * step)
    const count = numbers.length
    return isListed ? { count, numbers, bits: null } : { count, numbers: null, bits: bitsOf(numbers, SLOTS) }
  })
const anyUnion = fc.array(fc.array(anySlots, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
/** How far from their place in time slots are: not at all, in some blocks, anywhere. */
const anyDisorder = fc.constantFrom(0, 50, 3_000, SLOTS)

function everyOf(sets: Slots[][]): number[] {
  const isIn = ({ numbers, bits }: Slots, slot: number) =>
    numbers ? numbers.includes(slot) : (((bits[slot >>> 5] as number) >>> (slot & 31)) & 1) === 1
  return Array.from({ length: SLOTS }, (_, slot) => slot).filter((slot) => sets.flat().some((set) => isIn(set, slot)))
}

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
        const unions = asked.map(
          (sets): Union =>
            unionOf(
              sets.map((some) => unionOf(some, room)),
              room,
            ),
        )
        const [some, others] = asked.map((sets) => new Set(everyOf(sets))) as [Set<number>, Set<number>]
        for (const slot of looked) expect(hasSlot(unions[0] as Union, slot)).toBe(some.has(slot))
        const common = [...some].filter((slot) => others.has(slot) && slot % 3 > 0)
        const sorted = common.sort((a, b) => (ranks[a] as number) - (ranks[b] as number))
        const inBits = unions.map(({ numbers, ...union }) =>
          numbers ? bitsUnion(numbers) : { numbers, ...union },
        ) as Union[]
        expect(newestIn(inBits, (slot) => slot % 3 > 0, most, newest)).toEqual(sorted.slice(0, most))
        expect(newestIn(inBits, (slot) => slot % 3 > 0, Infinity, newest).sort((a, b) => a - b)).toEqual(
          common.toSorted((a, b) => a - b),
        )
      },
    ),
    { numRuns: 40 },
  )
})

function bitsUnion(numbers: readonly number[]): Union {
  return { count: numbers.length, numbers: null, bits: bitsOf(numbers, SLOTS) }
}
