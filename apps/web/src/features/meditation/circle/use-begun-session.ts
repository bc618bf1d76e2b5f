import type { Circle, StartedSession } from '@better-and-bliss/sdk'
import { useMutation } from '@tanstack/react-query'
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { LiveSession } from '../live/live-session.ts'
import { openLiveSession } from '../live/open-live-session.ts'
import type { Microphone } from '../microphone/microphone.ts'
import type { Preferences } from '../preferences.ts'
import { putSession } from './api.ts'

export type OwnMicrophone = { kind: 'off' } | { kind: 'checking' } | { kind: 'ready'; microphone: Microphone }

interface Parts {
  circle: Circle
  preferences: Preferences
  microphone: OwnMicrophone
  /** The member breathes with the circle. */
  isIn: boolean
  /** Whether the circle is followed over a line at the moment. */
  isLive: boolean
  isEnding: RefObject<boolean>
}

/** The member's own session in a circle as the API began it; the same after each time that the line was lost. */
export function useBegunSession({ circle, preferences, microphone, isIn, isLive, isEnding }: Parts) {
  const [live, setLive] = useState<LiveSession | null>(null)
  const started = useRef<StartedSession | null>(null)
  const opened = useRef<LiveSession | null>(null)
  const put = (sessionId: string | null) =>
    putSession(circle.id, {
      storesBreath: microphone.kind === 'ready' && preferences.storesBreath === true,
      sessionId,
    })
  const beginning = useMutation({
    mutationFn: () => put(null),
    onSuccess: (session) => {
      if (started.current) return
      started.current = session
      if (microphone.kind !== 'ready' || isEnding.current) return
      opened.current = openLiveSession(session, microphone.microphone, { ...preferences, calibrates: false })
      setLive(opened.current)
    },
  })
  const begin = useEffectEvent(() => {
    // Where it cannot be told that it goes on, its end tells how long it was.
    if (started.current) put(started.current.session_id).catch(() => {})
    else beginning.mutate()
  })
  useEffect(() => {
    if (isIn && isLive) begin()
  }, [isIn, isLive])
  return { live, started, opened, problem: beginning.error, retry: () => beginning.mutate() }
}
