import { expect, test } from 'vitest'
import { mergeSmall } from './merge-small.ts'

const cell = (value: string, views: number, people: number) => ({ value, views, people })

test('what enough people have in common is told, the rest in one', () => {
  const cells = [cell('phone', 40, 20), cell('tv', 3, 3), cell('desktop', 90, 30), cell('tablet', 9, 5)]
  expect(mergeSmall([...cells, cell('other', 8, 6)])).toEqual([
    { value: 'desktop', views: 90 },
    { value: 'phone', views: 40 },
    { value: 'tablet', views: 9 },
    { value: 'other', views: 11 },
  ])
})

test('what few people have in common cannot be told from the sum', () => {
  expect(mergeSmall([cell('phone', 40, 20), cell('tablet', 9, 5), cell('tv', 300, 1)])).toEqual([
    { value: 'phone', views: 40 },
    { value: 'other', views: 309 },
  ])
  expect(mergeSmall([cell('tv', 300, 1), cell('phone', 4, 4)])).toEqual([{ value: 'other', views: 304 }])
  expect(mergeSmall([])).toEqual([])
})
