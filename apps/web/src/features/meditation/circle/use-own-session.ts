import type { Circle } from '@better-and-bliss/sdk'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { complete } from '../api.ts'
import { pageClock } from '../clock.ts'
import { type FinishStep, finishSession } from '../live/finish.ts'
import type { LiveSession } from '../live/live-session.ts'
import { type Preferences, withProfile } from '../preferences.ts'
import type { CircleLine } from './circle-line.ts'
import { type OwnMicrophone, useBegunSession } from './use-begun-session.ts'
import { useOwnTime } from './use-own-time.ts'

interface Parts {
  memberId: string
  circle: Circle
  line: CircleLine
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  microphone: OwnMicrophone
  /** The member breathes with the circle. */
  isIn: boolean
  /** Whether the circle is followed over a line at the moment. */
  isLive: boolean
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

/**
 * The member's own practice in a circle: begun with the pace, completed once, whatever became of the line. How long it was is
 * measured here, and kept here until the API knows it.
 */
export function useOwnSession(parts: Parts): OwnSession {
  const { line, preferences, onPreferences, microphone, isLive } = parts
  const [finishing, setFinishing] = useState<FinishStep | null>(null)
  const [done, setDone] = useState<OwnSession['done']>(null)
  const isEnding = useRef(false)
  const isHere = useRef(true)
  const { live, started, opened, problem, retry } = useBegunSession({ ...parts, isEnding })

  const time = useOwnTime({
    ...parts,
    untold: () => (isLive || isEnding.current ? null : started.current),
  })

  async function end(): Promise<void> {
    if (isEnding.current) return
    isEnding.current = true
    const [session, ownLive] = [started.current, opened.current]
    if (!session) {
      if (isHere.current) setDone({ sessionId: null })
      return
    }
    const own = time.keep(session)
    const summary = await finishSession({
      goodbye: ownLive?.finish() ?? Promise.resolve(),
      complete: () => complete(session.session_id, own?.paused_seconds ?? 0, own?.elapsed_seconds),
      clock: pageClock,
      onStep: (step) => isHere.current && setFinishing(step),
    })
    ownLive?.close()
    const learned = ownLive?.profile()
    if (learned) onPreferences({ profiles: withProfile(preferences, learned.microphone, learned.profile).profiles })
    if (!summary) return
    time.forget(session.session_id)
    if (isHere.current) setDone({ sessionId: session.session_id })
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
  return { live, finishing, done, problem, retry, end: () => void end(), letGo }
}
