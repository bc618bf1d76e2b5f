import { expect, test, vi } from 'vitest'
import { recent } from './recent.ts'

const lists = () => recent<number[]>(4, ({ length }) => length)
const made = (list: number[]) => vi.fn(() => list)

test('what was used last stays, what was not goes', () => {
  const { get } = lists()
  for (const key of ['a', 'b', 'a', 'c']) get(key, () => [1, 2])
  const [a, b] = [made([]), made([])]
  get('a', a)
  get('b', b)
  expect([a, b].map((make) => make.mock.calls.length)).toEqual([0, 1])
})

test('the newest stays even if it weighs more than all may', () => {
  const { get } = lists()
  get('all', () => [1, 2, 3, 4, 5, 6])
  expect(get('all', () => [])).toHaveLength(6)
})

test('of what weighs nothing no more is kept than of anything else', () => {
  const { get } = lists()
  for (const key of ['a', 'b', 'c', 'd', 'e']) get(key, () => [])
  const first = made([])
  get('a', first)
  expect(first).toHaveBeenCalledOnce()
})
