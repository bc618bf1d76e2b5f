/** State that can be written down: numbers and flags in objects and lists of a fixed shape. */
export type State =
  | number
  | boolean
  | Float32Array
  | Float64Array
  | Uint8Array
  | readonly State[]
  | { [key: string]: State }

/** How many bytes `state` takes. */
export function stateBytes(state: State): number {
  if (typeof state !== 'object') return 8
  if (ArrayBuffer.isView(state)) return state.byteLength
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
  if (typeof state !== 'object') {
    view.setFloat64(at, Number(state), true)
    return at + 8
  }
  if (ArrayBuffer.isView(state)) {
    bytesOf(view, at, state.byteLength).set(new Uint8Array(state.buffer, state.byteOffset, state.byteLength))
    return at + state.byteLength
  }
  return Object.values(state).reduce((end: number, part: State) => writeState(part, view, end), at)
}

/** Reads into `state`, whose shape must be the writer's. @returns where it ended */
export function readState(state: Extract<State, object>, view: DataView, at: number): number {
  if (ArrayBuffer.isView(state)) {
    new Uint8Array(state.buffer, state.byteOffset, state.byteLength).set(bytesOf(view, at, state.byteLength))
    return at + state.byteLength
  }
  const parts = state as Record<string, State>
  let end = at
  for (const key of Object.keys(parts)) {
    const part = parts[key]
    if (typeof part === 'object') {
      end = readState(part, view, end)
      continue
    }
    const value = view.getFloat64(end, true)
    parts[key] = typeof part === 'boolean' ? value !== 0 : value
    end += 8
  }
  return end
}

const bytesOf = (view: DataView, at: number, length: number) =>
  new Uint8Array(view.buffer, view.byteOffset + at, length)
