import { useEffect, useEffectEvent, useRef } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { leave, resume } from '../api.ts'
import { pageClock } from '../clock.ts'
import { forgetRunning, keepRunning } from '../running-record.ts'
import type { LiveSession } from './live-session.ts'
import { isStillOpen } from './still-open.ts'
import type { Stopwatch } from './stopwatch.ts'

interface PageLeave {
  memberId: string
  sessionId: string
  /** Whether the session may still go on at the server. */
  isOpen: boolean
  stopwatch: Stopwatch
  live: LiveSession | null
  /** The page came back, and the session had ended meanwhile. */
  onGone: () => void
}

/**
 * A page that is closed or loaded again in the middle says so, and leaves what its successor needs to go on. One that
 * the browser kept, and shows again, goes on by itself.
 */
export function usePageLeave({ memberId, sessionId, isOpen, stopwatch, live, onGone }: PageLeave): void {
  const storage = useStorage()
  const wasPaused = useRef(false)
  const hide = useEffectEvent(() => {
    if (!isOpen) return
    wasPaused.current = stopwatch.isPaused
    const session = live ?? stopwatch
    session.pause()
    const [elapsedMs, pausedMs] = [stopwatch.elapsedMs(), stopwatch.pausedMs()]
    keepRunning(storage, memberId, {
      sessionId,
      usesMicrophone: live !== null,
      elapsedMs,
      pausedMs,
      leftAtMs: Date.now(),
    })
    leave(sessionId, stopwatch.pausedSeconds())
  })
  const show = useEffectEvent(async () => {
    if (!isOpen) return
    forgetRunning(storage, memberId)
    if (!(await isStillOpen(() => resume(sessionId), pageClock))) return onGone()
    const session = live ?? stopwatch
    if (!wasPaused.current) session.resume()
  })
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    window.addEventListener('pagehide', () => hide(), { signal })
    window.addEventListener('pageshow', ({ persisted }) => persisted && void show(), { signal })
    return () => listening.abort()
  }, [])
}
