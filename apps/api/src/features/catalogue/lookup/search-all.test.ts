import { createRandom } from '@better-and-bliss/breath/synthesis'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Filters } from '../filters.ts'
import type { Item } from '../item.ts'
import { item, lookupOf } from './testing/items.ts'
import { createLanguage, largeCatalogue, speechIn } from './testing/large-catalogue.ts'
import { obviousSearch } from './testing/obvious-search.ts'

const ITEMS = 1_200
const WORDS = 60
const SAID_ONLY = ['lighthouse', 'harbour', 'harbours']
const PAGING = { limit: 200, offset: 0 }

const FILTERS: { filters: Filters; passes: (item: Item) => boolean }[] = [
  { filters: {}, passes: () => true },
  { filters: { content_type: 'audio' }, passes: ({ contentType }) => contentType === 'audio' },
  {
    filters: { category: 'sleep', max_duration: 1_200 },
    passes: ({ category, durationSeconds }) => category?.slug === 'sleep' && (durationSeconds ?? 0) <= 1_200,
  },
]
/** Of which word, cut off after how many letters. */
const anyWord = fc.tuple(fc.nat(), fc.integer({ min: 2, max: 12 }))

test('rare and common words, whole and unfinished, find what looking at each item finds, in the same order', () => {
  fc.assert(
    fc.property(
      fc.nat(1_000),
      fc.array(fc.tuple(fc.array(anyWord, { minLength: 1, maxLength: 3 }), fc.constantFrom(...FILTERS)), {
        minLength: 5,
        maxLength: 10,
      }),
      (seed, questions) => {
        const random = createRandom(seed)
        const language = createLanguage(WORDS, random)
        const items = largeCatalogue(ITEMS, language, random)
        const words = [
          ...language.words,
          ...SAID_ONLY,
          'maya',
          'okafor',
          'sleep',
          'focus',
          'ночь',
          ...items.map(({ title }) => title),
        ]
        const spoken = new Map([
          ...speechIn(items, { share: 0.5, words: 20 }, language, random),
          ...items
            .filter((_, index) => index % 40 < SAID_ONLY.length)
            .map(({ id }, index) => [id, SAID_ONLY[index % SAID_ONLY.length] as string] as const),
        ])
        const lookup = lookupOf(
          [...items.slice(0, ITEMS / 2), item({ id: 'leaves', title: language.words.join(' ') })],
          new Map([...spoken, ['leaves', language.words.join(' ')]]),
        )
        const later = items.slice(ITEMS / 2)
        lookup.change({ put: later, remove: [], spoken: new Map(later.map(({ id }) => [id, spoken.get(id) ?? ''])) })
        lookup.change({ put: [], remove: ['leaves'] })
        const newestFirst = items.toSorted((a, b) => b.publishedAtMs - a.publishedAtMs || (a.id < b.id ? -1 : 1))
        for (const [asked, { filters, passes }] of questions) {
          const text = asked
            .map(([which, length]) => (words[which % words.length] as string).slice(0, length))
            .join(' ')
          const expected = obviousSearch(newestFirst, { text, passes, spoken })
          // What has some of the words answers where nothing has all of them.
          if (expected.length === 0) continue
          const found = lookup.search(text, filters, PAGING)
          expect([text, found.items.map(({ id }) => id)]).toEqual([text, expected.map(({ id }) => id)])
        }
      },
    ),
    { numRuns: 4, endOnFailure: true },
  )
})
