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

/** A place to write to, as bytes and as numbers. */
export interface Target {
  bytes: Uint8Array
  view: DataView
}

/** How many bytes a state of this shape takes at the most. */
export function mostBytes(state: State): number {
  if (typeof state !== 'object') return 1 + TAIL_BYTES[TAG.float64]
  if (ArrayBuffer.isView(state)) return 1 + state.byteLength
  return Object.values(state).reduce((sum: number, part: State) => sum + mostBytes(part), 0)
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

/** Writes `state` from `at` on. @returns where it ended @throws RangeError beyond the end of `target` */
export function writeState(state: State, target: Target, at: number): number {
  if (typeof state !== 'object') return writeNumber(Number(state), target.view, at)
  if (ArrayBuffer.isView(state)) return writeList(state, target.bytes, at)
  let end = at
  // Plain loops: this runs each second for each stream, and lists of keys and values were half of its cost.
  if (Array.isArray(state)) {
    for (const part of state) end = writeState(part, target, end)
    return end
  }
  const parts = state as Record<string, State>
  for (const key in parts) end = writeState(parts[key] ?? 0, target, end)
  return end
}

/** Reads into `state`, whose shape must be the writer's. @returns where it ended @throws RangeError beyond the end of `view` */
export function readState(state: Extract<State, object>, view: DataView, at: number): number {
  if (ArrayBuffer.isView(state)) {
    const bytes = ownBytes(state)
    const isBlank = view.getUint8(at) === 0
    if (isBlank) bytes.fill(0)
    else bytes.set(new Uint8Array(view.buffer, view.byteOffset + at + 1, bytes.length))
    return at + 1 + (isBlank ? 0 : bytes.length)
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
    end += 1 + tailBytes(view.getUint8(end))
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

const tailBytes = (first: number): number => TAIL_BYTES[first as Tag] ?? 0

/** Nothing but zeros, to the last bit, are a single byte, as lists are that nothing was put into yet. */
function writeList(list: ArrayBufferView, bytes: Uint8Array, at: number): number {
  const end = at + 1 + list.byteLength
  bytes.set(ownBytes(list), at + 1)
  let first = at + 1
  while (first < end && bytes[first] === 0) first++
  bytes[at] = first < end ? 1 : 0
  return first < end ? end : at + 1
}

const ownBytes = (list: ArrayBufferView) => new Uint8Array(list.buffer, list.byteOffset, list.byteLength)
