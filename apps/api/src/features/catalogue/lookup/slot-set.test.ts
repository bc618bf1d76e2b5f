import fc from 'fast-check'
import { expect, test } from 'vitest'
import { emptySlotSet, type SlotSet, visitSlots, withoutSlots, withSlot } from './slot-set.ts'

const MOST = 4_000

test('few slots and many, whichever come and go in which order, are those that are there', () => {
  const anyStep = fc.record({
    gone: fc.array(fc.nat(MOST), { maxLength: 200 }),
    from: fc.nat(MOST),
    count: fc.nat(300),
    step: fc.integer({ min: 1, max: 40 }),
  })
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 12 }), (steps) => {
      const expected = new Set<number>()
      let set: SlotSet = emptySlotSet()
      let slots = 0
      for (const { gone, from, count, step } of steps) {
        for (const slot of gone) expected.delete(slot)
        set = withoutSlots(set, new Set(gone))
        for (let index = 0; index < count; index++) {
          const slot = (from + index * step) % MOST
          if (expected.has(slot)) continue
          expected.add(slot)
          slots = Math.max(slots, slot + 1)
          set = withSlot(set, slot, slots)
        }
        const found: number[] = []
        visitSlots(set, (slot) => void found.push(slot))
        expect(found.sort((a, b) => a - b)).toEqual([...expected].sort((a, b) => a - b))
        expect(set.count).toBe(expected.size)
      }
    }),
  )
})
