import { type RefObject, useEffect, useState } from 'react'
import { followKeyboardSeeks } from './keyboard-seeks.ts'

const SHOWN_MS = 1500

/** Where the keyboard has just led, for as long as it is worth showing; null else. */
export function useKeyboardSeek(video: RefObject<HTMLVideoElement | null>): number | null {
  const [sought, setSought] = useState<{ seconds: number } | null>(null)
  useEffect(() => {
    if (!video.current) return
    return followKeyboardSeeks({
      media: video.current,
      page: document,
      nowMs: Date.now,
      onSeek: (seconds) => setSought({ seconds }),
    })
  }, [video])
  useEffect(() => {
    if (!sought) return
    const timer = setTimeout(() => setSought(null), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [sought])
  return sought?.seconds ?? null
}
