import type { Chapter } from '@better-and-bliss/sdk'
import { type RefObject, useEffect, useState } from 'react'
import { chapterAt } from './chapters.ts'

/** The index of the chapter that plays; -1 before the first. */
export function useChapter(video: RefObject<HTMLVideoElement | null>, chapters: readonly Chapter[]): number {
  const [chapter, setChapter] = useState(-1)
  useEffect(() => {
    const element = video.current
    if (!element || chapters.length === 0) return
    const look = () => setChapter(chapterAt(chapters, element.currentTime))
    look()
    const listening = new AbortController()
    // A jump to what has not been loaded takes its time.
    for (const type of ['timeupdate', 'seeking']) element.addEventListener(type, look, { signal: listening.signal })
    return () => listening.abort()
  }, [video, chapters])
  return chapter
}
