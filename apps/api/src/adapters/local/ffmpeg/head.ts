import { SEGMENT_SECONDS } from '../../../hls/ladder.ts'

/**
 * How much is made ahead, as a share of the whole: what it costs to decode so much twice is less than what encoding the sound
 * once, and scaling in steps, spare.
 */
const SHARE = 1 / 8
/**
 * Enough to be played while the whole sound is heard, and what begins again at the start overtakes the viewer by being a quarter
 * faster.
 */
const SEGMENTS_AT_MOST = 40
/** ffmpeg closes a segment when the next one begins. */
const INTO_NEXT_SEGMENT_SECONDS = 0.5

/** The beginning of a title that is made, and published, ahead of all of it. */
export function headOf(durationSeconds: number): { segments: number; seconds: number; passSeconds: number } {
  const share = Math.round((durationSeconds * SHARE) / SEGMENT_SECONDS)
  const segments = Math.min(Math.max(1, share), SEGMENTS_AT_MOST)
  const seconds = segments * SEGMENT_SECONDS
  return { segments, seconds, passSeconds: seconds + INTO_NEXT_SEGMENT_SECONDS }
}
