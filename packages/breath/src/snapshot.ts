import { readState, type State, stateBytes, writeState } from './state.ts'

const HEADER_BYTES = 8

/** A number for snapshots of the layout that `layout` describes; another one for any other. */
export const kindOfLayout = (layout: string): number =>
  checksum(Uint8Array.from(layout, (letter) => letter.charCodeAt(0)))

/** `state` with a name (which changes with its layout) and a checksum before it. */
export function sealSnapshot(kind: number, state: State): Uint8Array {
  const sealed = new Uint8Array(HEADER_BYTES + stateBytes(state))
  const view = new DataView(sealed.buffer)
  writeState(state, view, HEADER_BYTES)
  view.setUint32(0, kind, true)
  view.setUint32(4, checksum(sealed.subarray(HEADER_BYTES)), true)
  return sealed
}

/** Reads a sealed snapshot into `state`. @throws RangeError if it is another kind's, cut short or altered */
export function openSnapshot(kind: number, sealed: Uint8Array, state: Extract<State, object>): void {
  const view = new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const isWhole =
    sealed.byteLength >= HEADER_BYTES &&
    view.getUint32(0, true) === kind &&
    view.getUint32(4, true) === checksum(sealed.subarray(HEADER_BYTES))
  if (!isWhole) throw new RangeError('Not a snapshot of this detector, or a damaged one')
  readState(state, view, HEADER_BYTES)
}

/** FNV-1a, 32 bit. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}
