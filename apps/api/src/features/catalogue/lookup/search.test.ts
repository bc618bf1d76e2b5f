import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Filters } from '../filters.ts'
import type { Category, Expert } from '../item.ts'
import type { Lookup } from './lookup.ts'
import { categories, experts, item, lookupOf, nights, shelves } from './testing/items.ts'

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
    ['selep', ['Deep Sleep']],
    ['sloop', []],
    ['dep', []],
    ['dee', ['Deep Sleep']],
    ['dpe', []],
    ['meditatoin', ['Meditations']],
    ['mdeitatoins', ['Meditations']],
    ['meidt', ['Meditations']],
    ['kidnes', []],
    ['atemuebung', ['Atemübung']],
    ['Atemübungen', ['Atemübung']],
    ['träumen', ['Träume']],
    ['straße', ['Strasse']],
    ['xyz', []],
  ])('%s finds %j', (text, expected) => {
    const latin = ['Deep Sleep', 'Loving-Kindness', 'Meditations', 'Żółte Światło', 'Atemübung', 'Träume', 'Strasse']
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

  test('puts the title that is the phrase first, then those with it, then those with all words, then others', () => {
    const lookup = lookupOf([
      item({ id: '1', title: 'Sleep', description: 'Deep', tags: ['deep', 'sleep'], publishedAtMs: 9, expert: maya }),
      item({ id: '2', title: 'Sleep So Deep', category: sleep, publishedAtMs: 8 }),
      item({ id: '3', title: 'A Deep Sleep', publishedAtMs: 7 }),
      item({ id: '4', title: 'Deep Sleep', publishedAtMs: 6 }),
    ])
    const expected = ['Deep Sleep', 'A Deep Sleep', 'Sleep So Deep', 'Sleep']
    expect(titles(lookup, 'deep sleep')).toEqual(expected)
    expect(titles(lookup, 'DEEP  slep')).toEqual(expected)
    expect(titles(lookup, 'deep sle')).toEqual(['A Deep Sleep', 'Deep Sleep', 'Sleep So Deep', 'Sleep'])
  })

  test('puts all words in the title before better matches elsewhere', () => {
    const lookup = lookupOf([
      item({ id: '1', title: 'Maya', expert: maya, description: 'temple' }),
      item({ id: '2', title: 'Mayan Temples' }),
    ])
    expect(titles(lookup, 'maya temple')).toEqual(['Mayan Temples', 'Maya'])
  })

  test('finds the title that is the phrase among very many that have it', () => {
    const many = Array.from({ length: MANY }, (_, index) =>
      item({ id: `${index}`, title: `Deep Sleep ${index}`, publishedAtMs: index + 1 }),
    )
    const lookup = lookupOf([item({ id: 'first', title: 'Deep Sleep' }), ...many])
    expect(titles(lookup, 'deep sleep')[0]).toBe('Deep Sleep')
    expect(titles(lookup, 'deep sleep', { content_type: 'audio' })).toEqual([])
  })

  test('among equals puts what is trending before what is new', () => {
    const lookup = lookupOf([
      item({ id: '1', title: 'Rain One', publishedAtMs: 2 }),
      item({ id: '2', title: 'Rain Two', publishedAtMs: 1, trending: true }),
    ])
    expect(titles(lookup, 'rain')).toEqual(['Rain Two', 'Rain One'])
  })

  test('puts what has a word as it was written before what has one that is spelled alike', () => {
    const lookup = lookupOf([
      item({ id: '1', title: 'Gardens', publishedAtMs: 1 }),
      item({ id: '2', title: 'Untitled', description: 'To sleep' }),
    ])
    expect(titles(lookup, 'sleep gardns')).toEqual(['Untitled', 'Gardens'])
  })

  test('finds the items of a series by its name', () => {
    const lookup = lookupOf([item({ id: '1', title: 'Part One', series: nights })])
    expect(titles(lookup, 'quiet nights')).toEqual(['Part One'])
  })

  test('says which words were taken for others', () => {
    const lookup = lookupOf([item({ id: '1', title: 'Deep Sleep' })])
    expect(lookup.search('deep slep xqzvwk', {}, paging).corrections).toEqual(new Map([['slep', 'sleep']]))
    expect(lookup.search('deep sle', {}, paging).corrections).toEqual(new Map())
  })

  test('whatever words of an item are asked for, it is found; with one mistake in a long word, too', () => {
    const word = fc.constantFrom('Ocean', 'Ähren', 'bowls', 'Rain', 'Meditation', 'Übung', 'sleep', 'straße', '瞑想')
    const text = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
    const anyText = fc.record({ title: text, description: text, tags: fc.array(text, { maxLength: 2 }) })
    fc.assert(
      fc.property(fc.array(anyText, { minLength: 1, maxLength: 20 }), fc.nat(), fc.nat(), (texts, which, from) => {
        const lookup = lookupOf(texts.map((one, index) => item({ id: `${index}`, ...one })))
        const index = which % texts.length
        const { title, description, tags } = texts[index] as (typeof texts)[number]
        const words = [title, description, ...tags].join(' ').split(' ')
        const asked = words.slice(from % words.length).slice(0, 3)
        const isFound = (question: string) =>
          lookup.search(question, {}, { limit: 50, offset: 0 }).items.some(({ id }) => id === `${index}`)
        expect(isFound(asked.join(' ').toUpperCase())).toBe(true)
        expect(isFound(asked.map((one) => one.slice(0, -1) || one).join(' '))).toBe(true)
        expect(isFound('Meditaton') || !words.includes('Meditation')).toBe(true)
      }),
    )
  })

  test('suggests titles, names and tags that have all words, the last one unfinished, and follows changes', () => {
    const lookup = lookupOf([
      item({ id: '1', title: 'Deep Sleep', category: sleep, tags: ['sleep', 'no voice'] }),
      item({ id: '2', title: 'Rain', description: 'For sleep', tags: ['sleepless'], expert: maya, series: nights }),
    ])
    const suggested = (text: string, filters: Filters = {}) => {
      const { items, shelves: named, tags } = lookup.suggest(text, filters)
      return [items.map(({ title }) => title), named.map(({ id }) => id), tags]
    }
    expect(suggested('sle')).toEqual([['Deep Sleep'], ['c0'], ['sleep', 'sleepless']])
    expect(suggested('deep sl')).toEqual([['Deep Sleep'], [], []])
    expect(suggested('deep sl', { content_type: 'audio' })).toEqual([[], [], []])
    expect(suggested('maya l')).toEqual([[], ['e0'], []])
    expect(suggested('ada')).toEqual([[], [], []])
    expect(suggested('night')).toEqual([[], ['s0'], []])
    expect(suggested('slepless')[2]).toEqual(['sleepless'])
    lookup.change({ put: [], remove: ['2'] })
    expect([suggested('sleepless'), suggested('maya')]).toEqual([
      [[], [], []],
      [[], [], []],
    ])
  })

  test('takes two words for forms of one only if they share a stem, not if one is the stem of the other', () => {
    const lookup = lookupOf([item({ id: '1', title: 'Cours' }), item({ id: '2', title: 'Course' })])
    expect(titles(lookup, 'courses')).toEqual(['Course'])
  })

  describe('what is said', () => {
    const spoken = new Map([
      ['1', 'watch the lighthouse and breathe'],
      ['2', 'a sleepy harbour'],
    ])
    const items = [
      item({ id: '1', title: 'Ocean', spokenAtMs: 1, publishedAtMs: 1 }),
      item({ id: '2', title: 'Rain', description: 'Sleep by the ocean', spokenAtMs: 1 }),
      item({ id: '3', title: 'Body Scan', description: 'Breathe' }),
    ]

    test('finds an item behind those that are found by their texts, also where it has only some of the words', () => {
      const lookup = lookupOf(items, spoken)
      expect(titles(lookup, 'lighthouse')).toEqual(['Ocean'])
      expect(titles(lookup, 'harbours')).toEqual(['Rain'])
      expect(titles(lookup, 'breathe')).toEqual(['Body Scan', 'Ocean'])
      expect(titles(lookup, 'ocean watch')).toEqual(['Ocean'])
      expect(titles(lookup, 'the')).toEqual([])
      expect(titles(lookup, 'harbour lighthouse')).toEqual(['Ocean', 'Rain'])
      expect(titles(lookup, 'lighthouse', { content_type: 'audio' })).toEqual([])
    })

    test('is never shown: nothing is corrected to it nor suggested for it, and it is not misspelled', () => {
      const lookup = lookupOf([...items, item({ id: '4', title: 'Harbours of Bretagne' })], spoken)
      const { items: found, corrections } = lookup.search('lighthuose', {}, paging)
      expect([found, corrections.size]).toEqual([[], 0])
      expect(lookup.suggest('lighth', {})).toMatchObject({ items: [], shelves: [], tags: [] })
      expect(lookup.search('sleepy', {}, paging).corrections.size).toBe(0)
      expect(titles(lookup, 'harbour')).toEqual(['Harbours of Bretagne', 'Rain'])
    })

    test('follows changes, and stays where only something else of the item changes', () => {
      const lookup = lookupOf(items, spoken)
      lookup.change({ put: [item({ id: '1', title: 'River', spokenAtMs: 1 })], remove: [] })
      expect(titles(lookup, 'lighthouse')).toEqual(['River'])
      const anew = item({ id: '1', title: 'River', spokenAtMs: 2 })
      lookup.change({ put: [anew], remove: ['2'], spoken: new Map([['1', 'pinecone']]) })
      expect([titles(lookup, 'lighthouse'), titles(lookup, 'pinecone')]).toEqual([[], ['River']])
      expect(titles(lookup, 'harbour')).toEqual([])
      lookup.change({ put: [anew], remove: [], spoken: new Map([['1', '']]) })
      expect(titles(lookup, 'pinecone')).toEqual([])
    })
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
