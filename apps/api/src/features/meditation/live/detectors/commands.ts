/** What is asked of a stream's detector. */
export const OP = { open: 1, pcm: 2, records: 3, gap: 4, skipCalibration: 5, standing: 6, finish: 7, close: 8 } as const
export type Op = (typeof OP)[keyof typeof OP]

export interface Command {
  stream: number
  op: Op
  /** Samples of a gap. */
  samples: number
  payload: Uint8Array
}

/** Stream, op, samples, length of the payload; payloads begin at multiples of 8, so that samples can be read in place. */
const HEADER_BYTES = 16
const FIRST_BYTES = 16 * 1024
const NO_PAYLOAD = new Uint8Array(0)

/** Commands for one thread, joined: the cost of a message between threads is paid once for all of them. */
export interface Batch {
  readonly isEmpty: boolean
  add(stream: number, op: Op, samples?: number, payload?: Uint8Array): void
  /** The commands so far, in a buffer of their own; the batch starts anew. */
  take(): ArrayBuffer
}

export function createBatch(): Batch {
  let buffer = new ArrayBuffer(FIRST_BYTES)
  let length = 0

  return {
    get isEmpty() {
      return length === 0
    },
    add(stream, op, samples = 0, payload = NO_PAYLOAD) {
      const end = length + HEADER_BYTES + roundUp(payload.byteLength)
      if (end > buffer.byteLength) buffer = buffer.transfer(Math.max(end, buffer.byteLength * 2))
      const view = new DataView(buffer, length)
      view.setUint32(0, stream, true)
      view.setUint32(4, op, true)
      view.setUint32(8, samples, true)
      view.setUint32(12, payload.byteLength, true)
      new Uint8Array(buffer, length + HEADER_BYTES).set(payload)
      length = end
    },
    take() {
      const taken = buffer.slice(0, length)
      length = 0
      return taken
    },
  }
}

/** The commands of a batch, in order. Payloads are views of it. */
export function* readBatch(buffer: ArrayBuffer): Generator<Command> {
  const view = new DataView(buffer)
  for (let at = 0; at < buffer.byteLength; ) {
    const length = view.getUint32(at + 12, true)
    yield {
      stream: view.getUint32(at, true),
      op: view.getUint32(at + 4, true) as Op,
      samples: view.getUint32(at + 8, true),
      payload: new Uint8Array(buffer, at + HEADER_BYTES, length),
    }
    at += HEADER_BYTES + roundUp(length)
  }
}

const roundUp = (bytes: number) => (bytes + 7) & ~7
