import type { Chapter } from '@better-and-bliss/sdk'
import { type RefObject, useEffect } from 'react'
import { chapterSpans } from './chapters.ts'

/** Gives the video its chapters as a text track, from which the time line draws them, and full screen on telephones, too. */
export function useChapterMarks(video: RefObject<HTMLVideoElement | null>, chapters: readonly Chapter[]): void {
  useEffect(() => {
    const element = video.current
    if (!element || chapters.length === 0) return
    const track = element.addTextTrack('chapters')
    const mark = () => {
      for (const cue of Array.from(track.cues ?? [])) track.removeCue(cue)
      const durationSeconds = Number.isFinite(element.duration) ? element.duration : 0
      for (const { title, startSeconds, endSeconds } of chapterSpans(chapters, durationSeconds)) {
        track.addCue(new VTTCue(startSeconds, endSeconds, escaped(title)))
      }
      // Its change is what the time line waits for.
      track.mode = 'disabled'
      track.mode = 'hidden'
    }
    mark()
    element.addEventListener('durationchange', mark)
    return () => {
      element.removeEventListener('durationchange', mark)
      track.mode = 'disabled'
    }
  }, [video, chapters])
}

/** A cue's text is markup. */
function escaped(title: string): string {
  return title.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
