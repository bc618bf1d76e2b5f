import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Filters, SORTS, type Sort } from '../filters.ts'
import type { Item } from '../item.ts'
import { categories, experts, item, lookupOf } from './testing/items.ts'

const anyItem = fc.record({
  id: fc.integer({ min: 0, max: 60 }).map((number) => `id-${number}`),
  title: fc.constantFrom('Ocean', 'Ähren', 'bowls', 'Rain'),
  contentType: fc.constantFrom('video' as const, 'audio' as const),
  accessTier: fc.constantFrom('free' as const, 'basic' as const, 'premium' as const),
  category: fc.constantFrom(null, ...categories),
  expert: fc.constantFrom(null, ...experts),
  durationSeconds: fc.option(fc.integer({ min: 1, max: 20 })),
  featured: fc.boolean(),
  tags: fc.uniqueArray(fc.constantFrom('sleep', 'no voice', 'ähren')),
  episodeNumber: fc.option(fc.integer({ min: 1, max: 4 })),
  publishedAtMs: fc.integer({ min: 0, max: 10 }),
})
const anyFilters: fc.Arbitrary<Filters> = fc.record(
  {
    category: fc.constantFrom('sleep', 'ночь', 'C2', 'nothing'),
    expert: fc.constantFrom('e0', 'E1'),
    content_type: fc.constantFrom('video' as const, 'audio' as const),
    tier: fc.constantFrom('free' as const, 'premium' as const),
    featured: fc.boolean(),
    tag: fc.constantFrom('no voice', 'nowhere'),
    voice: fc.boolean(),
    min_duration: fc.integer({ min: 0, max: 25 }),
    max_duration: fc.integer({ min: 0, max: 25 }),
  },
  { requiredKeys: [] },
)
const anyPaging = fc.record({ limit: fc.integer({ min: 1, max: 20 }), offset: fc.integer({ min: 0, max: 60 }) })
const anyChange = fc.record({
  put: fc.uniqueArray(anyItem.map(item), { selector: ({ id }) => id, maxLength: 60 }),
  remove: fc.array(fc.integer({ min: 61, max: 70 }).map((number) => `id-${number}`)),
})

/** The same, one item after another. */
function slowly(items: Item[], filters: Filters, sort: Sort, { limit, offset }: { limit: number; offset: number }) {
  const is = (thing: { id: string; slug: string | null } | null, named?: string) =>
    named === undefined || (thing !== null && (thing.slug === named || thing.id === named.toLowerCase()))
  const chosen = items.filter(
    (one) =>
      is(one.category, filters.category) &&
      is(one.expert, filters.expert) &&
      (filters.content_type ?? one.contentType) === one.contentType &&
      (filters.tier ?? one.accessTier) === one.accessTier &&
      (filters.featured ?? one.featured) === one.featured &&
      (filters.voice === undefined || filters.voice !== one.tags.includes('no voice')) &&
      (filters.tag === undefined || one.tags.includes(filters.tag)) &&
      (one.durationSeconds ?? 0) >= (filters.min_duration ?? 0) &&
      (one.durationSeconds ?? 0) <= (filters.max_duration ?? Infinity),
  )
  const byNewest = (a: Item, b: Item) => b.publishedAtMs - a.publishedAtMs || (a.id < b.id ? -1 : 1)
  const compare: Record<Sort, (a: Item, b: Item) => number> = {
    newest: () => 0,
    oldest: (a, b) => byNewest(b, a),
    title: (a, b) => a.title.localeCompare(b.title, 'en'),
    duration: (a, b) => (a.durationSeconds ?? 0) - (b.durationSeconds ?? 0),
    featured: (a, b) => Number(b.featured) - Number(a.featured),
    episode: (a, b) => (a.episodeNumber ?? 99) - (b.episodeNumber ?? 99),
  }
  const sorted = chosen.toSorted(byNewest).toSorted(compare[sort])
  return { items: sorted.slice(offset, offset + limit), total: chosen.length }
}

describe('browsing', () => {
  test('answers as going through all items would, after any changes', () => {
    fc.assert(
      fc.property(
        fc.array(anyChange, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(anyFilters, fc.constantFrom(...SORTS), anyPaging), { minLength: 1 }),
        (changes, questions) => {
          const lookup = lookupOf([])
          const items = new Map<string, Item>()
          for (const { put, remove } of changes) {
            // Those that were put before, and one that is not there.
            const gone = [...items.keys()].filter((id, index) => index % 3 === 0 && !put.some((one) => one.id === id))
            lookup.change({ put, remove: [...gone, ...remove] })
            for (const id of gone) items.delete(id)
            for (const one of put) items.set(one.id, one)
            for (const [filters, sort, paging] of questions) {
              const expected = slowly([...items.values()], filters, sort, paging)
              expect(lookup.browse(filters, sort, paging)).toEqual(expected)
              const found = lookup.search('ocean', filters, { limit: 100, offset: 0 })
              const oceans = [...items.values()].filter(({ title }) => title === 'Ocean')
              const all = slowly(oceans, filters, 'newest', { limit: 100, offset: 0 })
              expect(found).toEqual({ ...all, corrections: new Map() })
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})
