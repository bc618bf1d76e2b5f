import type { RoutineTimer } from '@better-and-bliss/sdk'
import { useState } from 'react'
import { pageClock } from '../../meditation/clock.ts'
import { createStopwatch } from '../../meditation/live/stopwatch.ts'
import { openRinger } from '../../meditation/timer/ringer.ts'
import { DEFAULT_SETTINGS, type TimerSettings } from '../../meditation/timer/settings.ts'
import { TimerRunning } from '../../meditation/timer/timer-running.tsx'
import type { TurnProps } from './turn.ts'

/** Silence between items. */
export function TimerTurn({ step, bells, onEnd }: TurnProps<RoutineTimer>) {
  const [sitting] = useState(() => {
    const settings = settingsOf(step)
    return { settings, stopwatch: createStopwatch(pageClock.nowMs), ringer: openRinger(settings, bells) }
  })
  return (
    <TimerRunning
      {...sitting}
      ambient={null}
      onEnd={(practisedMs, completed) => {
        sitting.ringer.close()
        onEnd({ practisedMs, completed, isWhole: completed })
      }}
    />
  )
}

function settingsOf({ minutes, bell }: RoutineTimer): TimerSettings {
  return { ...DEFAULT_SETTINGS, minutes, preparation_seconds: 0, start_bell: bell, end_bell: bell }
}
