import { expect, test } from 'vitest'
import { placeInPages } from './place-in-pages.ts'

test.each([
  ['the only page', { offset: 0, limit: 50, total: 4 }, { first: 1, last: 4, previous: null, next: null }],
  ['the first of many', { offset: 0, limit: 50, total: 101 }, { first: 1, last: 50, previous: null, next: 2 }],
  ['one between', { offset: 50, limit: 50, total: 101 }, { first: 51, last: 100, previous: 1, next: 3 }],
  ['the last', { offset: 100, limit: 50, total: 101 }, { first: 101, last: 101, previous: 2, next: null }],
  ['a list of nothing', { offset: 0, limit: 50, total: 0 }, null],
])('%s: what it shows, and the pages beside it', (_, page, place) => {
  expect(placeInPages(page)).toEqual(place)
})

test('a page past the end, all of which was deleted meanwhile, shows nothing and leads to the last one', () => {
  const place = { first: null, last: null, previous: 2, next: null }
  expect(placeInPages({ offset: 300, limit: 50, total: 100 })).toEqual(place)
  expect(placeInPages({ offset: 100, limit: 50, total: 100 })).toEqual(place)
})
