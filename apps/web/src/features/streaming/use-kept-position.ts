import { type RefObject, useEffect } from 'react'
import type { Positions } from './positions.ts'

const EVERY_MS = 5_000

/** Remembers where `video` is, now and then, and whenever it may be the last chance. */
export function useKeptPosition(
  video: RefObject<HTMLVideoElement | null>,
  contentId: string,
  positions: Positions,
): void {
  useEffect(() => {
    const element = video.current
    if (!element) return
    let keptAtMs = 0
    const keep = () => {
      const { currentTime: seconds, duration: durationSeconds } = element
      if (!Number.isFinite(durationSeconds) || element.readyState === 0) return
      keptAtMs = performance.now()
      positions.keep({ contentId, seconds, durationSeconds })
    }
    const keepNowAndThen = () => {
      if (!element.seeking && performance.now() - keptAtMs > EVERY_MS) keep()
    }
    element.addEventListener('timeupdate', keepNowAndThen)
    element.addEventListener('pause', keep)
    window.addEventListener('pagehide', keep)
    return () => {
      keep()
      element.removeEventListener('timeupdate', keepNowAndThen)
      element.removeEventListener('pause', keep)
      window.removeEventListener('pagehide', keep)
    }
  }, [video, contentId, positions])
}
