import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NO_CHOICES } from '../../../ports/transcoder.ts'
import { type Filters, SORTS, type Sort } from '../filters.ts'
import type { Category, Expert, Item } from '../item.ts'
import { createLookup, type Lookup } from './lookup.ts'

const categories: Category[] = ['Sleep', 'Ночь', 'Deep Focus'].map((name, index) => ({
  id: `c${index}`,
  name,
  slug: name.toLowerCase().replace(' ', '-'),
  description: null,
}))
const experts: Expert[] = ['Maya Lin', 'Ada Okafor'].map((name, index) => ({
  id: `e${index}`,
  name,
  slug: null,
  title: null,
  bio: null,
  markdown: null,
  pictureId: null,
  avatarUrl: null,
  featured: true,
}))
const shelves = { categories: byId(categories), experts: byId(experts), series: new Map() }

function byId<Thing extends { id: string }>(things: Thing[]): Map<string, Thing> {
  return new Map(things.map((thing) => [thing.id, thing]))
}

function item(properties: Partial<Item> & { id: string }): Item {
  return {
    title: 'Untitled',
    slug: properties.id,
    description: null,
    contentType: 'video',
    accessTier: 'free',
    markdown: null,
    countries: '',
    category: null,
    expert: null,
    series: null,
    episodeNumber: null,
    tags: [],
    language: null,
    durationSeconds: null,
    featured: false,
    trending: false,
    isListed: true,
    createdAtMs: 0,
    publishedAtMs: 0,
    thumbnailKey: null,
    posterKey: null,
    waveformKey: null,
    isHlsReady: true,
    isAudioHlsReady: true,
    heights: [],
    ...NO_CHOICES,
    ...properties,
  }
}

function lookupOf(items: Item[]): Lookup {
  const lookup = createLookup()
  lookup.setShelves(shelves)
  lookup.change({ put: items, remove: [] })
  return lookup
}

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
              expect(found).toEqual(all)
            }
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('searching', () => {
  const MANY = 3_000
  const paging = { limit: 20, offset: 0 }
  const [sleep, night] = categories as [Category, Category]
  const [maya] = experts as [Expert]
  const titles = (lookup: Lookup, text: string, filters: Filters = {}) =>
    lookup.search(text, filters, paging).items.map(({ title }) => title)

  test('puts titles before experts, those before categories, those before descriptions, and words before beginnings', () => {
    const lookup = lookupOf([
      item({ id: '1', title: 'Described', description: 'Maya for your sleep' }),
      item({ id: '2', title: 'Taught', expert: maya }),
      item({ id: '3', title: 'Mayan Temple' }),
      item({ id: '4', title: 'Maya' }),
      item({ id: '5', title: 'On The Shelf', category: sleep }),
      item({ id: '6', title: 'Sleeping Dog' }),
    ])
    expect(titles(lookup, 'maya')).toEqual(['Maya', 'Mayan Temple', 'Taught', 'Described'])
    expect(titles(lookup, 'sleep')).toEqual(['Sleeping Dog', 'On The Shelf', 'Described'])
  })

  test('finds all words, in any order and wherever they are; some of them if nothing has all', () => {
    const lookup = lookupOf([
      item({ id: '1', title: 'Deep Sleep', description: 'Quiet music of the sea' }),
      item({ id: '2', title: 'Sleep Stories', publishedAtMs: 1 }),
      item({ id: '3', title: 'Piano', description: 'Music' }),
    ])
    expect(titles(lookup, 'music sleep')).toEqual(['Deep Sleep'])
    expect(titles(lookup, 'sleep of the stories')).toEqual(['Sleep Stories'])
    expect(titles(lookup, 'stories piano')).toEqual(['Sleep Stories', 'Piano'])
    expect(titles(lookup, 'piano xqzvwk')).toEqual(['Piano'])
  })

  test.each([
    ['slep', ['Deep Sleep']],
    ['dep slepe', ['Deep Sleep']],
    ['sleeep', ['Deep Sleep']],
    ['kindnes', ['Loving-Kindness']],
    ['lvoing', ['Loving-Kindness']],
    ['meditate', ['Meditations']],
    ['meditation', ['Meditations']],
    ['zolte swiatlo', ['Żółte Światło']],
    ['瞑想', ['睡眠のための瞑想']],
    ['眠', ['睡眠のための瞑想']],
    ['想瞑', []],
    ['नींद', ['अच्छी नींद']],
    ['сна', ['Медитация сна']],
    ['sle', ['Deep Sleep']],
    ['xyz', []],
  ])('%s finds %j', (text, expected) => {
    const latin = ['Deep Sleep', 'Loving-Kindness', 'Meditations', 'Żółte Światło']
    const others = ['睡眠のための瞑想', 'अच्छी नींद', 'Медитация сна']
    const lookup = lookupOf([...latin, ...others].map((title) => item({ id: title, title })))
    expect(titles(lookup, text)).toEqual(expected)
  })

  test('among very many matches finds the best ones, the rare ones and those that pass filters', () => {
    const many = Array.from({ length: MANY }, (_, index) =>
      item({ id: `${index}`, title: 'Calm Article', description: `Rain on roof ${index}`, publishedAtMs: index }),
    )
    const lookup = lookupOf([
      ...many,
      item({ id: 'art', title: 'Art', description: 'Calm' }),
      item({ id: 'both', title: 'Calm Rain', category: night }),
    ])
    expect(titles(lookup, 'art')[0]).toBe('Art')
    expect(titles(lookup, 'calm rain')[0]).toBe('Calm Rain')
    expect(titles(lookup, 'calm art')).toContain('Calm Article')
    expect(titles(lookup, 'calm', { category: night.slug })).toEqual(['Calm Rain'])
    expect(lookup.search('roof 77', {}, paging).items[0]?.id).toBe('77')
    expect(lookup.search('calm', {}, paging).total).toBe(200)
    const pages = [0, 20, 40].map((offset) => lookup.search('calm', {}, { ...paging, offset }).items)
    expect(new Set(pages.flat()).size).toBe(60)
  })

  test('follows new texts and names', () => {
    const lookup = lookupOf([item({ id: '1', title: 'Ocean', category: sleep }), item({ id: '2', title: 'Rain' })])
    lookup.change({ put: [item({ id: '1', title: 'River', category: sleep })], remove: ['2'] })
    expect([titles(lookup, 'ocean'), titles(lookup, 'river'), titles(lookup, 'rain')]).toEqual([[], ['River'], []])
    const renamed = new Map([[sleep.id, { ...sleep, name: 'Slumber' }]])
    lookup.setShelves({ ...shelves, categories: renamed })
    expect([titles(lookup, 'slumber'), titles(lookup, 'sleep')]).toEqual([['River'], []])
  })
})
