import { PATTERN_TARGETS } from '@better-and-bliss/breath/patterns'
import type { RoutineBreath } from '@better-and-bliss/sdk'
import { useRef, useState } from 'react'
import { pageClock } from '../../meditation/clock.ts'
import { createCues } from '../../meditation/live/cues.ts'
import { PacedSession } from '../../meditation/live/paced-session.tsx'
import { createStopwatch } from '../../meditation/live/stopwatch.ts'
import { useLeaving } from '../../meditation/live/use-leaving.ts'
import { usePreferences } from '../../meditation/use-preferences.ts'
import { MS_PER_MINUTE, type TurnProps } from './turn.ts'

interface BreathTurnProps extends TurnProps<RoutineBreath> {
  memberId: string
}

/** Breathing by a pattern between items, without a microphone. */
export function BreathTurn({ memberId, step, bells, onEnd }: BreathTurnProps) {
  const { minutes, pattern } = step
  const [preferences, onPreferences] = usePreferences(memberId)
  const [stopwatch] = useState(() => createStopwatch(pageClock.nowMs))
  const [cues] = useState(() => createCues(bells))
  const isOver = useRef(false)
  function end(completed: boolean): void {
    if (isOver.current) return
    isOver.current = true
    const practisedMs = Math.min(stopwatch.elapsedMs(), minutes * MS_PER_MINUTE)
    onEnd({ practisedMs, completed, isWhole: practisedMs === minutes * MS_PER_MINUTE })
  }
  useLeaving(() => end(false))
  return (
    <PacedSession
      {...{ stopwatch, cues, preferences, onPreferences, minutes }}
      target={pattern === 'own' ? step.target : PATTERN_TARGETS[pattern]}
      guide={null}
      guideSync={null}
      onEnd={() => end(true)}
    />
  )
}
