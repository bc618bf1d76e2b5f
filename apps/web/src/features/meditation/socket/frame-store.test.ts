import { expect, test } from 'vitest'
import { createFrameStore } from './frame-store.ts'

const SECOND = 16_000
/** A byte for a sample keeps the numbers readable. */
const bytewise = { bytes: 1, samples: 1 }

function seconds(count: number, value = 0): Uint8Array {
  return new Uint8Array(count * SECOND).fill(value)
}

test('samples are counted on, whether they were added or left out', () => {
  const store = createFrameStore({ bytes: 16, samples: 160 })
  store.add(new Uint8Array(16 * 10))
  store.skip(800)
  store.add(new Uint8Array(16))
  expect(store.position).toBe(1600 + 800 + 160)
})

test('what was acknowledged is kept for five seconds more', () => {
  const store = createFrameStore(bytewise)
  for (let second = 0; second < 10; second += 1) store.add(seconds(1))
  store.release(9 * SECOND)
  expect(store.start).toBe(5 * SECOND)
})

test('what was never acknowledged is kept for a minute, and no longer', () => {
  const store = createFrameStore(bytewise)
  for (let second = 0; second < 100; second += 1) store.add(seconds(1))
  expect(store.start).toBe(40 * SECOND)
})

test('neighbours are joined up to the longest frame, and never across a hole', () => {
  const store = createFrameStore(bytewise)
  store.add(Uint8Array.of(1, 2))
  store.add(Uint8Array.of(3))
  store.skip(2)
  store.add(Uint8Array.of(6, 7))
  expect(store.next(0, 10)).toEqual({ firstSample: 0, samples: 3, payload: Uint8Array.of(1, 2, 3) })
  expect(store.next(0, 2)?.payload).toEqual(Uint8Array.of(1, 2))
  expect(store.next(3, 10)).toEqual({ firstSample: 5, samples: 2, payload: Uint8Array.of(6, 7) })
  expect(store.next(7, 10)).toBeUndefined()
})

test('a run begins where it is asked to, between two units', () => {
  const store = createFrameStore({ bytes: 2, samples: 10 })
  store.add(Uint8Array.of(0, 0, 1, 1, 2, 2))
  expect(store.next(10, 100)).toEqual({ firstSample: 10, samples: 20, payload: Uint8Array.of(1, 1, 2, 2) })
  expect(store.next(11, 100)?.firstSample).toBe(20)
})

test('an empty store starts at its position', () => {
  const store = createFrameStore(bytewise)
  store.skip(7)
  store.add(new Uint8Array(0))
  expect([store.start, store.position, store.next(0, 10)]).toEqual([7, 7, undefined])
})
