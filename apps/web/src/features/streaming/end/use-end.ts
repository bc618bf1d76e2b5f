import { type RefObject, useEffect, useEffectEvent, useState } from 'react'
import { afterEnd, PAUSE_SECONDS } from './after-end.ts'

/** The title is over. */
export interface End {
  /** Until the next one plays by itself; null where none does. */
  secondsLeft: number | null
}

interface EndParts {
  hasNext: boolean
  autoplays: boolean
  isAsleep: boolean
  onNext: () => void
}

/** @returns null while the title in `video` has not come to its end, and how to stay there. */
export function useEnd(
  video: RefObject<HTMLVideoElement | null>,
  { onNext, ...ending }: EndParts,
): { end: End | null; stay: () => void } {
  const [end, setEnd] = useState<End | null>(null)
  const finish = useEffectEvent(() => setEnd({ secondsLeft: afterEnd(ending) === 'next' ? PAUSE_SECONDS : null }))
  const goOn = useEffectEvent(onNext)
  useEffect(() => {
    const element = video.current
    if (!element) return
    const listening = new AbortController()
    const { signal } = listening
    element.addEventListener('ended', () => finish(), { signal })
    for (const type of ['play', 'seeking', 'emptied']) element.addEventListener(type, () => setEnd(null), { signal })
    return () => listening.abort()
  }, [video])
  const secondsLeft = end?.secondsLeft ?? null
  useEffect(() => {
    if (secondsLeft === null) return
    const timer = setTimeout(() => {
      if (secondsLeft > 1) setEnd({ secondsLeft: secondsLeft - 1 })
      else goOn()
    }, 1_000)
    return () => clearTimeout(timer)
  }, [secondsLeft])
  return { end, stay: () => setEnd({ secondsLeft: null }) }
}
