import { expect, test } from 'vitest'
import { snapshotKindOf } from './snapshot.ts'
import { mostBytes, readState, type State, writeState } from './state.ts'

const make = () => ({
  count: 0,
  isOn: false,
  ring: new Float32Array(3),
  bytes: new Uint8Array(2),
  list: [{ at: 0 }, { at: 0 }],
})

function written(state: State) {
  const bytes = new Uint8Array(mostBytes(state))
  const view = new DataView(bytes.buffer)
  return { view, end: writeState(state, { bytes, view }, 0) }
}

test('a state is read as it was written, to the last bit', () => {
  const state = make()
  Object.assign(state, { count: 0.1 + 0.2, isOn: true })
  state.ring.set([1.5, -2, 1e-20])
  state.bytes.set([7, 255])
  state.list = [{ at: -1 }, { at: Number.MAX_SAFE_INTEGER }]
  const { view, end } = written(state)
  const copy = make()
  expect(readState(copy, view, 0)).toBe(end)
  expect(copy).toEqual(state)
})

test('a number takes no more bytes than it needs, and comes back as it was', () => {
  const numbers = {
    least: -0,
    zero: 0,
    small: 251,
    middle: 65_535,
    whole: -70_000,
    single: 0.5,
    double: 0.1,
    most: 2 ** 40 + 0.5,
    none: Number.NaN,
  }
  const bytes = Object.values(numbers).map((value) => written({ value }).end)
  expect(bytes).toEqual([5, 1, 1, 3, 5, 5, 9, 9, 5])
  const { view, end } = written(numbers)
  const copy = Object.fromEntries(Object.keys(numbers).map((name) => [name, 1]))
  expect(readState(copy, view, 0)).toBe(end)
  expect(copy).toEqual(numbers)
})

test('a list of nothing but zeros is one byte, and empties the list that it is read into', () => {
  const { view, end } = written({ ring: new Float32Array(500) })
  expect(end).toBe(1)
  const copy = { ring: Float32Array.of(1, 2) }
  readState(copy, view, 0)
  expect(copy.ring).toEqual(new Float32Array(2))
})

test('a layout with a field that was swapped, renamed, added, lengthened or of another type is another kind', () => {
  const { count, isOn, ...rest } = make()
  const altered = [
    { isOn, count, ...rest },
    { counted: count, isOn, ...rest },
    { count, isOn, more: 0, ...rest },
    { ...make(), ring: new Float32Array(4) },
    { ...make(), bytes: new Float32Array(2) },
    { ...make(), isOn: 0 },
    { ...make(), list: [{ at: 0 }] },
  ]
  const kinds = [make(), ...altered].map((state) => snapshotKindOf(state).id)
  expect(new Set(kinds).size).toBe(kinds.length)
  expect(snapshotKindOf({ ...make(), count: 7 }).id).toBe(kinds[0])
})
