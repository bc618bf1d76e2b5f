import { expect, test } from 'vitest'
import { readState, stateBytes, writeState } from './state.ts'

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
