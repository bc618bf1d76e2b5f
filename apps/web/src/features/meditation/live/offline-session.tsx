import type { Target } from '@better-and-bliss/breath/protocol'
import { useRef, useState } from 'react'
import { durationWords } from '../../../ui/words.ts'
import { pageClock } from '../clock.ts'
import type { Preferences } from '../preferences.ts'
import { SessionDone } from '../unsent/session-done.tsx'
import type { Unsent } from '../unsent/unsent.ts'
import { useTelling } from '../unsent/use-telling.ts'
import type { Cues } from './cues.ts'
import { t } from './messages.ts'
import { PacedSession } from './paced-session.tsx'
import { createStopwatch } from './stopwatch.ts'
import { useLeaving } from './use-leaving.ts'

/** A paced session that the API does not know of until it is over. */
export interface OfflineSession {
  /** Chosen here: told twice, it is one session. */
  id: string
  startedAt: string
  paced: { pattern: 'none' | 'box' | '4-7-8' | 'coherent' | 'own'; target: Target | null }
  /** What the page shows; that of an own pattern, too. */
  target: Target | null
}

interface OfflineSessionPageProps {
  memberId: string
  session: OfflineSession
  cues: Cues
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  onAnother: () => void
}

/** One paced session without the API, from its first breath until it is kept on this device. */
export function OfflineSessionPage({ memberId, session, onAnother, ...frame }: OfflineSessionPageProps) {
  const { id, startedAt, paced, target } = session
  const [stopwatch] = useState(() => createStopwatch(pageClock.nowMs))
  const [seconds, setSeconds] = useState<number | null>(null)
  const isOver = useRef(false)
  const { isTold, tell } = useTelling(memberId)

  /** @param completed false: it was left in the middle */
  function end(completed: boolean): void {
    if (isOver.current) return
    isOver.current = true
    const practised = Math.round(stopwatch.elapsedMs() / 1000)
    const told = { started_at: startedAt, duration_seconds: practised, completed, mood_before: null, paced }
    if (practised > 0) tell({ id, session: told, reflection: null })
    setSeconds(practised)
  }

  useLeaving(() => end(false))

  if (seconds === null) {
    const { minutes } = frame.preferences
    return (
      <PacedSession
        {...{ ...frame, stopwatch, target, minutes }}
        guide={null}
        guideSync={null}
        onEnd={() => end(true)}
      />
    )
  }
  return (
    <SessionDone
      page={t('meditate')}
      title={seconds > 0 ? t('breathedFor', { seconds: durationWords(seconds) }) : t('notBegun')}
      isEmpty={seconds === 0}
      returnTo="/meditate"
      kept={{
        isTold,
        onSaid: (reflection: NonNullable<Unsent['reflection']>) => tell({ id, session: null, reflection }),
      }}
      onAgain={onAnother}
    />
  )
}
