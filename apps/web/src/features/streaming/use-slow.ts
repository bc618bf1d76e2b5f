import { type RefObject, useEffect, useState } from 'react'

const PATIENCE_MS = 5_000

/** Whether `video` has been waiting for media for so long that the page says so. */
export function useSlow(video: RefObject<HTMLVideoElement | null>): boolean {
  const [isSlow, setIsSlow] = useState(false)
  useEffect(() => {
    const element = video.current
    if (!element) return
    let timer = setTimeout(() => setIsSlow(true), PATIENCE_MS)
    const settle = () => {
      clearTimeout(timer)
      setIsSlow(false)
    }
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setIsSlow(true), PATIENCE_MS)
    }
    const listening = new AbortController()
    for (const event of ['waiting', 'emptied']) element.addEventListener(event, wait, { signal: listening.signal })
    for (const event of ['canplay', 'playing', 'seeked'])
      element.addEventListener(event, settle, { signal: listening.signal })
    return () => {
      clearTimeout(timer)
      listening.abort()
    }
  }, [video])
  return isSlow
}
