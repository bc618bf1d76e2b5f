import type { Circle, StartedSession } from '@better-and-bliss/sdk'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { complete } from '../api.ts'
import { pageClock } from '../clock.ts'
import { type FinishStep, finishSession } from '../live/finish.ts'
import type { LiveSession } from '../live/live-session.ts'
import { openLiveSession } from '../live/open-live-session.ts'
import type { Microphone } from '../microphone/microphone.ts'
import { type Preferences, withProfile } from '../preferences.ts'
import { putSession } from './api.ts'
import type { CircleLine } from './circle-line.ts'

export type OwnMicrophone = { kind: 'off' } | { kind: 'checking' } | { kind: 'ready'; microphone: Microphone }

interface Parts {
  circle: Circle
  line: CircleLine
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  microphone: OwnMicrophone
  /** The member breathes with the circle. */
  isIn: boolean
}

/** What the member's own session in the circle has become. */
export interface OwnSession {
  /** Null without a microphone. */
  live: LiveSession | null
  finishing: FinishStep | null
  /** Once it is over: its id; null where there is none. */
  done: { sessionId: string | null } | null
  problem: Error | null
  retry: () => void
  end: () => void
  /** Another window goes on with it, or nobody is signed in: nothing listens here any more, and it is not ended from here. */
  letGo: () => void
}

/** The member's own practice in a circle: begun with the pace, completed once, whatever became of the line. */
export function useOwnSession({ circle, line, preferences, onPreferences, microphone, isIn }: Parts): OwnSession {
  const [live, setLive] = useState<LiveSession | null>(null)
  const [finishing, setFinishing] = useState<FinishStep | null>(null)
  const [done, setDone] = useState<OwnSession['done']>(null)
  const isEnding = useRef(false)
  const isHere = useRef(true)
  const started = useRef<StartedSession | null>(null)
  const opened = useRef<LiveSession | null>(null)
  const beginning = useMutation({
    mutationFn: () => putSession(circle.id, microphone.kind === 'ready' && preferences.storesBreath === true),
    onSuccess: (session) => {
      started.current = session
      if (microphone.kind !== 'ready' || isEnding.current) return
      opened.current = openLiveSession(session, microphone.microphone, { ...preferences, calibrates: false })
      setLive(opened.current)
    },
  })
  const begin = useEffectEvent(() => beginning.mutate())
  useEffect(() => {
    if (isIn) begin()
  }, [isIn])

  async function end(): Promise<void> {
    if (isEnding.current) return
    isEnding.current = true
    const [session, ownLive] = [started.current, opened.current]
    if (!session) {
      if (isHere.current) setDone({ sessionId: null })
      return
    }
    const summary = await finishSession({
      goodbye: ownLive?.finish() ?? Promise.resolve(),
      complete: () => complete(session.session_id, 0),
      clock: pageClock,
      onStep: (step) => isHere.current && setFinishing(step),
    })
    ownLive?.close()
    const learned = ownLive?.profile()
    if (learned) onPreferences({ profiles: withProfile(preferences, learned.microphone, learned.profile).profiles })
    if (summary && isHere.current) setDone({ sessionId: session.session_id })
  }

  function letGo(): void {
    if (isEnding.current) return
    isEnding.current = true
    opened.current?.close()
    if (microphone.kind === 'ready') microphone.microphone.close()
  }

  // Who leaves the page in the middle has ended their session; it is saved in the background.
  const leave = useEffectEvent(() => {
    isHere.current = false
    if (started.current && !isEnding.current) line.leave()
    void end()
  })
  useEffect(() => {
    isHere.current = true
    return () => leave()
  }, [])
  return {
    live,
    finishing,
    done,
    problem: beginning.error,
    retry: () => beginning.mutate(),
    end: () => void end(),
    letGo,
  }
}
