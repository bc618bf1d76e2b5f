import { type RefObject, useEffect, useState } from 'react'

/** A jump so soon after a key was pressed is the key's. */
const KEY_MS = 300
const SHOWN_MS = 1500

/** Where the keyboard has just led, for as long as it is worth showing; null else. */
export function useKeyboardSeek(video: RefObject<HTMLVideoElement | null>): number | null {
  const [seconds, setSeconds] = useState<number | null>(null)
  useEffect(() => {
    const element = video.current
    if (!element) return
    let pressedAtMs = Number.NEGATIVE_INFINITY
    let timer: ReturnType<typeof setTimeout> | undefined
    const press = ({ timeStamp }: Event) => {
      pressedAtMs = timeStamp
    }
    const seek = ({ timeStamp }: Event) => {
      if (timeStamp - pressedAtMs > KEY_MS) return
      setSeconds(element.currentTime)
      clearTimeout(timer)
      timer = setTimeout(() => setSeconds(null), SHOWN_MS)
    }
    document.addEventListener('keydown', press, { capture: true })
    element.addEventListener('seeking', seek)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('keydown', press, { capture: true })
      element.removeEventListener('seeking', seek)
    }
  }, [video])
  return seconds
}
