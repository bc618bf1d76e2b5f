import { SAMPLE_RATE_HZ } from '@better-and-bliss/breath/features'

/** A run of sound, or of what was measured of it, on the session's own count of samples. */
export interface Piece {
  firstSample: number
  samples: number
  payload: Uint8Array
}

/** What was heard lately, for as long as it may have to be sent once more. */
export interface FrameStore {
  /** Samples that have gone by, those that were left out included. */
  readonly position: number
  /** The first sample that is still kept; the position if there is none. */
  readonly start: number
  add(payload: Uint8Array): void
  /** Samples that nobody will ever send. */
  skip(samples: number): void
  /** What lies before `sample` is safe, and goes once it is old enough. */
  release(sample: number): void
  /** The first run at or after `sample`, no longer than `maxSamples`, without a hole in it; undefined if there is none. */
  next(sample: number, maxSamples: number): Piece | undefined
}

const KEPT_SAMPLES = 5 * SAMPLE_RATE_HZ
/** The server forgets a stream after a minute; older sound would come too late. */
const MAX_KEPT_SAMPLES = 60 * SAMPLE_RATE_HZ

/** `unit`: bytes and samples of the smallest piece that may be cut off. */
export function createFrameStore(unit: { bytes: number; samples: number }): FrameStore {
  let pieces: Piece[] = []
  let position = 0
  let released = 0
  const samplesOf = (payload: Uint8Array) => (payload.byteLength / unit.bytes) * unit.samples

  function trim(): void {
    const safe = Math.min(released, position - KEPT_SAMPLES)
    const limit = Math.max(safe, position - MAX_KEPT_SAMPLES)
    let gone = 0
    for (const { firstSample, samples } of pieces) {
      if (firstSample + samples > limit) break
      gone += 1
    }
    if (gone > 0) pieces = pieces.slice(gone)
  }

  /** The part of a piece from `sample` on, cut between units. */
  function tail(piece: Piece, sample: number): Piece {
    const units = Math.max(Math.ceil((sample - piece.firstSample) / unit.samples), 0)
    return {
      firstSample: piece.firstSample + units * unit.samples,
      samples: piece.samples - units * unit.samples,
      payload: piece.payload.subarray(units * unit.bytes),
    }
  }

  return {
    get position() {
      return position
    },
    get start() {
      return pieces[0]?.firstSample ?? position
    },
    add: (payload) => {
      const samples = samplesOf(payload)
      if (samples === 0) return
      pieces.push({ firstSample: position, samples, payload })
      position += samples
      trim()
    },
    skip: (samples) => {
      position += samples
      trim()
    },
    release: (sample) => {
      released = Math.max(released, sample)
      trim()
    },
    next: (sample, maxSamples) => {
      const index = pieces.findIndex((piece) => tail(piece, sample).samples > 0)
      const first = pieces[index]
      if (!first) return undefined
      const run = [tail(first, sample)]
      let length = run[0]?.samples ?? 0
      for (const piece of pieces.slice(index + 1)) {
        const isAdjacent = piece.firstSample === (run[0]?.firstSample ?? 0) + length
        if (!isAdjacent || length + piece.samples > maxSamples) break
        run.push(piece)
        length += piece.samples
      }
      return join(run, length)
    },
  }
}

function join(run: readonly Piece[], samples: number): Piece | undefined {
  const [first] = run
  if (!first || run.length === 1) return first
  const payload = new Uint8Array(run.reduce((bytes, piece) => bytes + piece.payload.byteLength, 0))
  let offset = 0
  for (const piece of run) {
    payload.set(piece.payload, offset)
    offset += piece.payload.byteLength
  }
  return { firstSample: first.firstSample, samples, payload }
}
