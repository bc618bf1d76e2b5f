import { SEGMENT_SECONDS } from '../../../hls/ladder.ts'
import { TIMESTAMP_MAP } from '../../../hls/timeline.ts'
import { type Cue, writeCaptions } from '../../../text/webvtt.ts'

export interface CaptionSegment {
  durationSeconds: number
  /** WebVTT with all cues that are shown at any time of the segment (RFC 8216, 3.5). */
  text: string
}

/** More at once nobody reads. A cue that lasts for hours stands in every segment. */
const CUES_AT_MOST = 30

/** Cuts captions as the sound and the picture are cut: in an EVENT, all playlists have the same target duration (6.2.4). */
export function captionSegments(cues: readonly Cue[], durationSeconds: number): CaptionSegment[] {
  const waiting = cues.toSorted((a, b) => a.startTime - b.startTime)
  let shown: Cue[] = []
  let next = 0
  return Array.from({ length: Math.max(1, Math.ceil(durationSeconds / SEGMENT_SECONDS)) }, (_, index) => {
    const from = index * SEGMENT_SECONDS
    const to = Math.min(durationSeconds, from + SEGMENT_SECONDS)
    shown = shown.filter(({ endTime }) => endTime > from)
    for (let cue = waiting[next]; cue && cue.startTime < to; cue = waiting[next]) {
      if (cue.endTime > from && shown.length < CUES_AT_MOST) shown.push(cue)
      next += 1
    }
    const text = writeCaptions(shown).replace('WEBVTT\n', `WEBVTT\n${TIMESTAMP_MAP}\n`)
    return { durationSeconds: to - from, text }
  })
}
