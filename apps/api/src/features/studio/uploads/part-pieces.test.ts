import { expect, test } from 'vitest'
import { piecesOf } from './part-pieces.ts'

const bytes = (length: number, from: number) => Uint8Array.from({ length }, (_, index) => (from + index) % 251)

test('pieces of any length come out in their order, and long ones as they came', () => {
  const lengths = [1, 4_096, 4_097, 2, 70_000, 3, 1, 60_000, 4_096, 4_096]
  const pieces = piecesOf([bytes(5, 0)])
  const added = lengths.map((length, index) => bytes(length, index))
  for (const piece of added) pieces.add(piece)
  const all = [bytes(5, 0), ...added]
  expect(pieces.size()).toBe(Buffer.concat(all).length)
  const taken = pieces.taken()
  expect(Buffer.concat(taken).equals(Buffer.concat(all))).toBe(true)
  expect(taken).toContain(added[4])
  expect([pieces.size(), pieces.taken()]).toEqual([0, []])
})

test('a part that comes byte by byte takes no more memory than one that comes at once', () => {
  const pieces = piecesOf([])
  const one = Buffer.from('x')
  for (let count = 0; count < 200_000; count += 1) pieces.add(one)
  const taken = pieces.taken()
  expect([taken.length, Buffer.concat(taken).length]).toEqual([4, 200_000])
})
