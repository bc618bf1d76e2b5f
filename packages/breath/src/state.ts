/** State that can be written down: numbers and flags in objects and lists of a fixed shape. */
export type State =
  | number
  | boolean
  | Float32Array
  | Float64Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Uint32Array
  | readonly State[]
  | { [key: string]: State }

/** A number is one byte if it is a small integer; else one of these, and as many bytes as it needs to lose nothing. */
const TAG = { uint16: 252, int32: 253, float32: 254, float64: 255 } as const
const TAIL_BYTES = { [TAG.uint16]: 2, [TAG.int32]: 4, [TAG.float32]: 4, [TAG.float64]: 8 } as const
type Tag = (typeof TAG)[keyof typeof TAG]

/** How many bytes `state` takes as it is now. */
export function stateBytes(state: State): number {
  if (typeof state !== 'object') {
    const tag = tagOf(Number(state))
    return tag === null ? 1 : 1 + TAIL_BYTES[tag]
  }
  if (ArrayBuffer.isView(state)) return 1 + (isBlank(state) ? 0 : state.byteLength)
  return Object.values(state).reduce((sum: number, part: State) => sum + stateBytes(part), 0)
}

/** Names, kinds and lengths of all parts, in the order in which they are written: states of one shape can be exchanged. */
export function shapeOf(state: State): string {
  if (typeof state !== 'object') return typeof state
  if (ArrayBuffer.isView(state)) return `${state.constructor.name}(${state.length})`
  if (Array.isArray(state)) return `[${state.map(shapeOf).join()}]`
  return `{${Object.entries(state)
    .map(([name, part]) => `${name}:${shapeOf(part)}`)
    .join()}}`
}

/** Writes `state` from `at` on. @returns where it ended */
export function writeState(state: State, view: DataView, at: number): number {
  if (typeof state !== 'object') return writeNumber(Number(state), view, at)
  if (ArrayBuffer.isView(state)) {
    const bytes = isBlank(state) ? new Uint8Array(0) : ownBytes(state)
    view.setUint8(at, bytes.length > 0 ? 1 : 0)
    bytesOf(view, at + 1, bytes.length).set(bytes)
    return at + 1 + bytes.length
  }
  return Object.values(state).reduce((end: number, part: State) => writeState(part, view, end), at)
}

/** Reads into `state`, whose shape must be the writer's. @returns where it ended @throws RangeError beyond the end of `view` */
export function readState(state: Extract<State, object>, view: DataView, at: number): number {
  if (ArrayBuffer.isView(state)) {
    const bytes = ownBytes(state)
    if (view.getUint8(at) === 0) bytes.fill(0)
    else bytes.set(bytesOf(view, at + 1, bytes.length))
    return at + 1 + (isBlank(state) ? 0 : bytes.length)
  }
  const parts = state as Record<string, State>
  let end = at
  for (const key of Object.keys(parts)) {
    const part = parts[key]
    if (typeof part === 'object') {
      end = readState(part, view, end)
      continue
    }
    const value = readNumber(view, end)
    parts[key] = typeof part === 'boolean' ? value !== 0 : value
    end += stateBytes(value)
  }
  return end
}

function tagOf(value: number): Tag | null {
  if (Number.isInteger(value) && !Object.is(value, -0)) {
    if (value >= 0 && value < TAG.uint16) return null
    if (value >= 0 && value < 2 ** 16) return TAG.uint16
    if (Math.abs(value) < 2 ** 31) return TAG.int32
  }
  return Object.is(Math.fround(value), value) ? TAG.float32 : TAG.float64
}

function writeNumber(value: number, view: DataView, at: number): number {
  const tag = tagOf(value)
  view.setUint8(at, tag ?? value)
  if (tag === null) return at + 1
  if (tag === TAG.uint16) view.setUint16(at + 1, value, true)
  else if (tag === TAG.int32) view.setInt32(at + 1, value, true)
  else if (tag === TAG.float32) view.setFloat32(at + 1, value, true)
  else view.setFloat64(at + 1, value, true)
  return at + 1 + TAIL_BYTES[tag]
}

function readNumber(view: DataView, at: number): number {
  const first = view.getUint8(at)
  if (first === TAG.uint16) return view.getUint16(at + 1, true)
  if (first === TAG.int32) return view.getInt32(at + 1, true)
  if (first === TAG.float32) return view.getFloat32(at + 1, true)
  return first === TAG.float64 ? view.getFloat64(at + 1, true) : first
}

const ownBytes = (list: ArrayBufferView) => new Uint8Array(list.buffer, list.byteOffset, list.byteLength)

/** Nothing but zeros, to the last bit: written down as a single byte, as lists are that nothing was put into yet. */
const isBlank = (list: ArrayBufferView) => ownBytes(list).every((byte) => byte === 0)

const bytesOf = (view: DataView, at: number, length: number) =>
  new Uint8Array(view.buffer, view.byteOffset + at, length)
