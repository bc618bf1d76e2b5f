import { expect, test } from 'vitest'
import { movedTo, placed } from './moved-to.ts'

const IDS = ['a', 'b', 'c', 'd']
const order = (id: string, over: string) =>
  placed(
    IDS.map((one) => ({ id: one })),
    id,
    movedTo(IDS, id, over),
  )
    .map((row) => row.id)
    .join('')

test('what is put down takes the place of what lies there, upwards and downwards, and at both ends', () => {
  expect([order('d', 'b'), order('a', 'c'), order('c', 'a'), order('b', 'd')]).toEqual(['adbc', 'bcad', 'cabd', 'acdb'])
})
