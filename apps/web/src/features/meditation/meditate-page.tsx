import type { ContentDetail, StartedSession } from '@better-and-bliss/sdk'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { ApiError } from '../../api/answer.ts'
import { Choose } from './choose/choose.tsx'
import { RunningSession } from './live/running-session.tsx'
import { MicrophoneCheck } from './microphone/microphone-check.tsx'
import { type Running, useBegin } from './use-begin.ts'
import { usePreferences } from './use-preferences.ts'

interface MeditatePageProps {
  memberId: string
  /** Id of the title that will guide, as the address says. */
  guide: string | null
  onGuide: (id: string | null) => void
  /** The protected player. */
  player: (item: ContentDetail) => ReactNode
  onFinished: (sessionId: string) => void
}

/** From a choice to a session, and through it. */
export function MeditatePage({ memberId, guide, onGuide, player, onFinished }: MeditatePageProps) {
  const [preferences, change] = usePreferences(memberId)
  const [isChecking, setIsChecking] = useState(false)
  const [running, setRunning] = useState<Running | null>(null)
  const [resumed, setResumed] = useState<StartedSession | null>(null)

  const begin = useBegin({
    preferences,
    guide,
    resumed,
    onBegun: (begun) => {
      setRunning(begun)
      setIsChecking(false)
      setResumed(null)
    },
  })
  useArrival(running ? 'session' : isChecking ? 'microphone' : 'choice')
  const beginWithout = () => begin.mutate({ microphone: null, take: () => {} })
  const shared = {
    preferences,
    onPreferences: change,
    isBeginning: begin.isPending,
    problem: begin.error ? problemOf(begin.error) : null,
  }

  if (running) {
    return (
      <RunningSession
        key={running.started.session_id}
        started={running.started}
        live={running.live}
        preferences={preferences}
        onPreferences={change}
        guide={running.title && player(running.title)}
        onFinished={() => onFinished(running.started.session_id)}
        onAnother={() => setRunning(null)}
        onTakeBack={() => {
          setResumed(running.started)
          setRunning(null)
          setIsChecking(true)
        }}
      />
    )
  }
  if (isChecking) {
    return (
      <MicrophoneCheck
        {...shared}
        isGuided={guide !== null}
        onReady={(microphone, take) => begin.mutate({ microphone, take })}
        onWithout={beginWithout}
        onBack={() => {
          setIsChecking(false)
          setResumed(null)
          begin.reset()
        }}
      />
    )
  }
  return (
    <Choose
      {...shared}
      guide={guide}
      onGuide={onGuide}
      onBegin={() => (preferences.usesMicrophone ? setIsChecking(true) : beginWithout())}
    />
  )
}

/** Each step is a page of its own to those who look, and to those who listen. */
function useArrival(step: string): void {
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    window.scrollTo(0, 0)
    document.getElementById('main')?.focus({ preventScroll: true })
  }, [step])
}

function problemOf(error: Error): string {
  return error instanceof ApiError ? error.message : 'Something went wrong while beginning. Try again.'
}
