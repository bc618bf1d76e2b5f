import type { StartedSession } from '@better-and-bliss/sdk'
import { useEffect, useEffectEvent, useState } from 'react'
import { useStorage } from '../../../api/local-storage.ts'
import { forgetEnding, keepUnsent } from '../unsent/unsent.ts'
import type { CircleLine } from './circle-line.ts'
import { createOwnStopwatch, type OwnTime } from './own-time.ts'

const LOOK_EVERY_MS = 1_000

interface Parts {
  memberId: string
  line: CircleLine
  isIn: boolean
  /** The session that nobody else can tell the length of, when the page goes away; null where there is none. */
  untold: () => StartedSession | null
}

/** Measures while the member breathes with the circle, and keeps in the browser what the API does not know. */
export function useOwnTime({ memberId, line, isIn, untold }: Parts) {
  const storage = useStorage()
  const [watch] = useState(() => createOwnStopwatch(() => line.breathedUntilMs()))

  /** @returns what was kept; null where the time is not known. */
  function keep(session: StartedSession): OwnTime | null {
    const time = watch.time(session)
    const { session_id: id, started_at } = session
    if (time) keepUnsent(storage, memberId, { id, session: null, ending: { started_at, ...time }, reflection: null })
    return time
  }

  const leave = useEffectEvent(() => {
    const session = untold()
    if (session) keep(session)
  })
  useEffect(() => {
    if (!isIn) return
    const timer = setInterval(watch.look, LOOK_EVERY_MS)
    const listening = new AbortController()
    window.addEventListener('pagehide', () => leave(), { signal: listening.signal })
    return () => {
      clearInterval(timer)
      listening.abort()
    }
  }, [watch, isIn])
  return { keep, forget: (sessionId: string) => forgetEnding(storage, memberId, sessionId) }
}
