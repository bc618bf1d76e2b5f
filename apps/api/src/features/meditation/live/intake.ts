import { HOP_SAMPLES, RECORD_BYTES } from '@better-and-bliss/breath'
import type { Frame } from '@better-and-bliss/breath/protocol'

/** What is new in a frame: sound that is missing before it, then sound. */
export interface AudioChunk {
  gapSamples: number
  samples: number
  payload: Uint8Array
}

/** The clock of a stream: how far it has been processed, in samples. */
export interface Intake {
  readonly nextSample: number
  /**
   * What `frame` brings that is not known yet; null if it brings nothing.
   *
   * @throws RangeError if it does not fit the stream.
   */
  look(frame: Frame): AudioChunk | null
  /** The chunk has been taken. */
  accept(chunk: AudioChunk): void
}

export function createIntake(kind: Frame['kind'], firstSample: number): Intake {
  let nextSample = firstSample

  return {
    get nextSample() {
      return nextSample
    },
    look(frame) {
      if (frame.kind !== kind) throw new RangeError(`This stream was said to bring ${kind} frames`)
      if (kind === 'features' && frame.firstSample % HOP_SAMPLES !== 0)
        throw new RangeError(`Features begin at a multiple of ${HOP_SAMPLES} samples`)
      const known = Math.max(0, nextSample - frame.firstSample)
      if (known >= frame.samples) return null
      return {
        gapSamples: Math.max(0, frame.firstSample - nextSample),
        samples: frame.samples - known,
        payload: frame.payload.subarray(kind === 'pcm' ? known * 2 : (known / HOP_SAMPLES) * RECORD_BYTES),
      }
    },
    accept({ gapSamples, samples }) {
      nextSample += gapSamples + samples
    },
  }
}
