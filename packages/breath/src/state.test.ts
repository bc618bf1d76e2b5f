import { expect, test } from 'vitest'
import { kindOfLayout } from './snapshot.ts'
import { readState, shapeOf, stateBytes, writeState } from './state.ts'

const make = () => ({
  count: 0,
  isOn: false,
  ring: new Float32Array(3),
  bytes: new Uint8Array(2),
  list: [{ at: 0 }, { at: 0 }],
})

test('a state is read as it was written, to the last bit', () => {
  const state = make()
  Object.assign(state, { count: 0.1 + 0.2, isOn: true })
  state.ring.set([1.5, -2, 1e-20])
  state.bytes.set([7, 255])
  state.list = [{ at: -1 }, { at: Number.MAX_SAFE_INTEGER }]
  const view = new DataView(new ArrayBuffer(stateBytes(state)))
  expect(writeState(state, view, 0)).toBe(view.byteLength)
  const copy = make()
  expect(readState(copy, view, 0)).toBe(view.byteLength)
  expect(copy).toEqual(state)
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
  const kinds = [make(), ...altered].map((state) => kindOfLayout(shapeOf(state)))
  expect(new Set(kinds).size).toBe(kinds.length)
  expect(kindOfLayout(shapeOf({ ...make(), count: 7 }))).toBe(kinds[0])
})
