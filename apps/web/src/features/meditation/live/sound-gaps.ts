import { HOP_MS, HOP_SAMPLES } from '@better-and-bliss/breath/features'
import { CHUNK_MS } from '../microphone/capture.ts'

/** A longer time between two chunks of sound is a gap, whether or not anybody reported it. */
const HOLE_MS = 1_000

/** Finds the time without sound between two chunks. */
export interface SoundGaps {
  /** It is known that sound is missing before the next chunk. */
  expect(): void
  /**
   * @param atMs when the next chunk of sound was complete, in Unix time.
   * @returns the time that is missing before it, and what of it is a gap, in samples of whole hops.
   */
  before(atMs: number): { missedMs: number; samples: number }
}

export function createSoundGaps(): SoundGaps {
  let lastAtMs: number | null = null
  let isExpected = false
  return {
    expect: () => {
      isExpected = true
    },
    before: (atMs) => {
      const missedMs = lastAtMs === null ? 0 : Math.max(atMs - lastAtMs - CHUNK_MS, 0)
      const isGap = missedMs >= (isExpected ? HOP_MS : HOLE_MS)
      lastAtMs = atMs
      isExpected = false
      return { missedMs, samples: isGap ? Math.round(missedMs / HOP_MS) * HOP_SAMPLES : 0 }
    },
  }
}
