import { expect, test } from 'vitest'
import { addBit, emptyBits } from './bits.ts'
import { createKnownTerms } from './known-terms.ts'
import type { Slots } from './slot-set.ts'
import { hasSlot } from './slot-union.ts'

/** As after a large catalogue shrank: sets are so large that few terms have room. */
const SLOTS = 2 ** 23
const ITEMS = 10
const common = (() => {
  const bits = emptyBits(SLOTS)
  addBit(bits, 0)
  return { count: 1, numbers: null, bits } satisfies Slots
})()
/** The term `7` is in the items of the slots 0 and 7, and is said in that of the slot 1007. */
const texts = {
  match: (term: string) => new Map([[2, [common, { count: 1, numbers: [Number(term)], bits: null }]]]),
}
const speech = {
  matching: (term: string) => [{ count: 1, numbers: [1_000 + Number(term)], bits: null }],
  isEmpty: () => false,
}
const TERMS = Array.from({ length: 16 }, (_, index) => String(index + 1))

function create() {
  return createKnownTerms({ texts, speech, slotsOf: () => common }, ITEMS, SLOTS)
}

test('the sets of a term that is dropped while its question runs are written to by no other term', () => {
  const find = create().ask()
  const found = TERMS.map((term) => {
    const one = find(term)
    for (const union of [one.written.from(1), one.said().from(1)]) hasSlot(union, 0)
    return one
  })
  for (const [index, one] of found.entries()) {
    const has = (slot: number) => [hasSlot(one.written.from(1), slot), hasSlot(one.said().from(1), slot)]
    expect([index, has(0), has(index + 1), has(1_001 + index)]).toEqual([
      index,
      [true, true],
      [true, true],
      [false, true],
    ])
    const others = TERMS.map(Number).filter((other) => other !== index + 1)
    expect(others.filter((other) => has(other).includes(true) || has(1_000 + other).includes(true))).toEqual([])
  }
})

test('the next question writes to the sets of terms that are no longer kept', () => {
  const known = create()
  const setsOf = (terms: readonly string[]) => {
    const find = known.ask()
    return terms.map((term) => {
      const union = find(term).written.from(1)
      hasSlot(union, 0)
      return union.bits
    })
  }
  const first = setsOf(TERMS)
  expect(new Set(first).size).toBe(TERMS.length)
  const second = setsOf(TERMS.map((term) => `${Number(term) + 100}`))
  expect(second.some((bits) => first.includes(bits))).toBe(true)
})
