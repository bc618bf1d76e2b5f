import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSpellings, mistakesBetween } from './spellings.ts'

const anyTerm = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ж'), minLength: 3, maxLength: 12 })

test('finds what comparing with every term would, after any additions and removals', () => {
  fc.assert(
    fc.property(
      fc.array(anyTerm, { maxLength: 80 }),
      fc.array(fc.nat(79), { maxLength: 40 }),
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'ж'), minLength: 4, maxLength: 12 }), { minLength: 1 }),
      (added, removed, asked) => {
        const spellings = createSpellings()
        const terms = new Set(added)
        for (const term of added) spellings.add(term)
        for (const index of removed) {
          const term = added[index]
          if (term === undefined) continue
          terms.delete(term)
          spellings.remove(term)
        }
        for (const term of asked) {
          const limit = term.length < 8 ? 1 : 2
          const distances = [...terms].map((other) => ({ other, distance: mistakesBetween(term, other, limit) }))
          const fewest = Math.min(limit, ...distances.map(({ distance }) => distance))
          const expected = distances.filter(({ distance }) => distance === fewest).map(({ other }) => other)
          expect(spellings.nearest(term, limit).toSorted()).toEqual(expected.toSorted())
        }
      },
    ),
  )
})

test.each([
  ['sleep', 'slep', 1],
  ['sleep', 'selep', 1],
  ['sleep', 'sleepy', 1],
  ['sleep', 'sloop', 2],
  ['sleep', 'sleep', 0],
  ['kindness', 'idnkness', 3],
])('from %s to %s it takes %i', (a, b, mistakes) => {
  expect(mistakesBetween(a, b, 5)).toBe(mistakes)
  expect(mistakesBetween(b, a, 5)).toBe(mistakes)
})

test('a number, a short word and a very long one are no misspelled words', () => {
  const spellings = createSpellings()
  for (const term of ['4711', 'is', 'x'.repeat(41)]) spellings.add(term)
  expect([spellings.nearest('4712', 1), spellings.nearest('isa', 1), spellings.nearest('x'.repeat(40), 1)]).toEqual([
    [],
    [],
    [],
  ])
  expect(() => spellings.remove('never there')).not.toThrow()
})
