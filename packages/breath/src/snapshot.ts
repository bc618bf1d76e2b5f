import { mostBytes, readState, type State, shapeOf, writeState } from './state.ts'

const HEADER_BYTES = 8

/** Snapshots of states of one shape. */
export interface SnapshotKind {
  /** Another one for any other shape. */
  id: number
  mostBytes: number
}

/** The kind of `state` and of all that have its shape (state.ts). */
export const snapshotKindOf = (state: State): SnapshotKind => ({
  id: checksum(Uint8Array.from(shapeOf(state), (letter) => letter.charCodeAt(0))),
  mostBytes: HEADER_BYTES + mostBytes(state),
})

/** `state` with the name of its kind and a checksum before it. */
export function sealSnapshot(kind: SnapshotKind, state: State): Uint8Array {
  const bytes = new Uint8Array(kind.mostBytes)
  const view = new DataView(bytes.buffer)
  const end = writeState(state, { bytes, view }, HEADER_BYTES)
  view.setUint32(0, kind.id, true)
  view.setUint32(4, checksum(bytes.subarray(HEADER_BYTES, end)), true)
  return bytes.slice(0, end)
}

/** Reads a sealed snapshot into `state`. @throws RangeError if it is another kind's, cut short or altered */
export function openSnapshot(kind: SnapshotKind, sealed: Uint8Array, state: Extract<State, object>): void {
  const view = new DataView(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  const isWhole =
    sealed.byteLength >= HEADER_BYTES &&
    view.getUint32(0, true) === kind.id &&
    view.getUint32(4, true) === checksum(sealed.subarray(HEADER_BYTES))
  if (!isWhole) throw new RangeError('Not a snapshot of this detector, or a damaged one')
  readState(state, view, HEADER_BYTES)
}

/** FNV-1a, 32 bit. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193)
  return hash >>> 0
}
