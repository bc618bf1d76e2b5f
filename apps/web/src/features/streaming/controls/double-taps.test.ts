import { expect, test } from 'vitest'
import { readDoubleTaps } from './double-taps.ts'

function after(...taps: [x: number, atMs: number][]): (-1 | 0 | 1)[] {
  const read = readDoubleTaps()
  return taps.map(([x, atMs]) => read({ x, width: 300, atMs }))
}

test('two quick taps at a side jump its way, and each further one once more', () => {
  expect(after([10, 0], [20, 200], [15, 400])).toEqual([0, -1, -1])
  expect(after([290, 0], [280, 300])).toEqual([0, 1])
})

test('slow taps, taps in the middle and taps at both sides only show the controls', () => {
  expect(after([10, 0], [10, 500])).toEqual([0, 0])
  expect(after([150, 0], [150, 100])).toEqual([0, 0])
  expect(after([10, 0], [290, 100])).toEqual([0, 0])
})
