import { SAMPLE_RATE_HZ } from '@better-and-bliss/breath/features'
import { SOCKET_LIMITS } from '@better-and-bliss/breath/protocol'

/** Consecutive samples of sound, or what was measured of them, on the session's own count of samples. */
export interface Chunk {
  firstSample: number
  samples: number
  payload: Uint8Array
}

/** The latest sound, for as long as it may have to be sent once more. */
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
  next(sample: number, maxSamples: number): Chunk | undefined
}

const KEPT_SAMPLES = SOCKET_LIMITS.keptAudioSeconds * SAMPLE_RATE_HZ
/** The server forgets a stream after that; older sound would come too late. */
const MAX_KEPT_SAMPLES = SOCKET_LIMITS.resumeSeconds * SAMPLE_RATE_HZ

/** `unit`: bytes and samples of the smallest part that may be cut off. */
export function createFrameStore(unit: { bytes: number; samples: number }): FrameStore {
  let chunks: Chunk[] = []
  let position = 0
  let released = 0
  const samplesOf = (payload: Uint8Array) => (payload.byteLength / unit.bytes) * unit.samples

  function trim(): void {
    const safe = Math.min(released, position - KEPT_SAMPLES)
    const limit = Math.max(safe, position - MAX_KEPT_SAMPLES)
    let gone = 0
    for (const { firstSample, samples } of chunks) {
      if (firstSample + samples > limit) break
      gone += 1
    }
    if (gone > 0) chunks = chunks.slice(gone)
  }

  /** The part of a chunk from `sample` on, cut between units. */
  function tail(chunk: Chunk, sample: number): Chunk {
    const units = Math.max(Math.ceil((sample - chunk.firstSample) / unit.samples), 0)
    return {
      firstSample: chunk.firstSample + units * unit.samples,
      samples: chunk.samples - units * unit.samples,
      payload: chunk.payload.subarray(units * unit.bytes),
    }
  }

  return {
    get position() {
      return position
    },
    get start() {
      return chunks[0]?.firstSample ?? position
    },
    add: (payload) => {
      const samples = samplesOf(payload)
      if (samples === 0) return
      chunks.push({ firstSample: position, samples, payload })
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
      const index = chunks.findIndex((chunk) => tail(chunk, sample).samples > 0)
      const first = chunks[index]
      if (!first) return undefined
      const run = [tail(first, sample)]
      let length = run[0]?.samples ?? 0
      for (const chunk of chunks.slice(index + 1)) {
        const isAdjacent = chunk.firstSample === (run[0]?.firstSample ?? 0) + length
        if (!isAdjacent || length + chunk.samples > maxSamples) break
        run.push(chunk)
        length += chunk.samples
      }
      return join(run, length)
    },
  }
}

function join(run: readonly Chunk[], samples: number): Chunk | undefined {
  const [first] = run
  if (!first || run.length === 1) return first
  const payload = new Uint8Array(run.reduce((bytes, chunk) => bytes + chunk.payload.byteLength, 0))
  let offset = 0
  for (const chunk of run) {
    payload.set(chunk.payload, offset)
    offset += chunk.payload.byteLength
  }
  return { firstSample: first.firstSample, samples, payload }
}
