import { expect, test } from 'vitest'
import { hottestFirst } from './hottest.ts'

test('an item rises by growing, and drives out the coolest', () => {
  const hottest = hottestFirst(2)
  hottest.put('a', 1)
  hottest.put('b', 3)
  hottest.put('never', -Infinity)
  expect(hottest.ids()).toEqual(['b', 'a'])
  hottest.put('c', 2)
  hottest.put('cold', 1)
  expect(hottest.ids()).toEqual(['b', 'c'])
  hottest.put('a', 4)
  hottest.put('b', 5)
  expect(hottest.ids()).toEqual(['b', 'a'])
})
