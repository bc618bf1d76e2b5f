import { useEffect, useEffectEvent, useState } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { leave, resume } from '../api.ts'
import { pageClock } from '../clock.ts'
import type { LiveSession } from './live-session.ts'
import { createPageLeave } from './page-leave.ts'
import type { Stopwatch } from './stopwatch.ts'

interface PageLeaveParts {
  memberId: string
  sessionId: string
  /** Whether the session may still go on at the server. */
  isOpen: boolean
  stopwatch: Stopwatch
  live: LiveSession | null
  /** The page came back, and the session had ended meanwhile. */
  onGone: () => void
}

/** Tells of a page that is closed, loaded again, or kept by the browser and shown again, in the middle of a session. */
export function usePageLeave({ memberId, sessionId, isOpen, stopwatch, live, onGone }: PageLeaveParts): void {
  const storage = useStorage()
  const [page] = useState(() =>
    createPageLeave({
      storage,
      memberId,
      sessionId,
      usesMicrophone: live !== null,
      stopwatch,
      session: live ?? stopwatch,
      leave: (pausedSeconds) => leave(sessionId, pausedSeconds),
      resume: () => resume(sessionId),
      clock: pageClock,
      unixNowMs: Date.now,
    }),
  )
  const hide = useEffectEvent(() => {
    if (isOpen) page.hide()
  })
  const show = useEffectEvent(async () => {
    if (isOpen && !(await page.show())) onGone()
  })
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    window.addEventListener('pagehide', () => hide(), { signal })
    window.addEventListener('pageshow', ({ persisted }) => persisted && void show(), { signal })
    return () => listening.abort()
  }, [])
}
