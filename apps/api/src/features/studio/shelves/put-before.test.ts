import { expect, test } from 'vitest'
import { putBefore } from './put-before.ts'

test('what is moved stands before the other one, or last; the rest keep their order', () => {
  expect(putBefore(['a', 'b', 'c', 'd'], 'd', 'b')).toEqual(['a', 'd', 'b', 'c'])
  expect(putBefore(['a', 'b', 'c', 'd'], 'a', 'd')).toEqual(['b', 'c', 'a', 'd'])
  expect(putBefore(['a', 'b', 'c'], 'a', null)).toEqual(['b', 'c', 'a'])
  expect(putBefore(['a', 'b'], 'b', 'b')).toEqual(['a', 'b'])
})

test('nothing stands before what is not there', () => {
  expect(putBefore(['a', 'b'], 'a', 'x')).toBeNull()
})
