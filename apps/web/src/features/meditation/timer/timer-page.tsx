import { useState } from 'react'
import { v4 as newId } from 'uuid'
import { useStorage } from '../../../api/local-storage.ts'
import { durationWords } from '../../../ui/words.ts'
import type { Ambience } from '../../ambience/ambience.ts'
import { type MixOutput, openMixOutput } from '../../ambience/mix-output.ts'
import type { Mix } from '../../ambience/sounds.ts'
import { useAmbience } from '../../ambience/use-ambience.ts'
import { pageClock } from '../clock.ts'
import { createStopwatch, type Stopwatch } from '../live/stopwatch.ts'
import { SessionDone } from '../unsent/session-done.tsx'
import type { Unsent } from '../unsent/unsent.ts'
import { useTelling } from '../unsent/use-telling.ts'
import { useArrival } from '../use-arrival.ts'
import { t } from './messages.ts'
import { openRinger, type Ringer } from './ringer.ts'
import { keepSettings, readSettings, type TimerSettings } from './settings.ts'
import { TimerRunning } from './timer-running.tsx'
import { TimerSetup } from './timer-setup.tsx'
import { useTimerPresets } from './use-timer-presets.ts'

interface Sitting {
  id: string
  /** Who began it, if that was known: somebody else may sign in meanwhile. */
  ownerId: string | null
  startedAt: string
  stopwatch: Stopwatch
  ringer: Ringer
  ambient: MixOutput | null
}

type Step =
  | { kind: 'setup' }
  | ({ kind: 'running' } & Sitting)
  | (Pick<Sitting, 'id' | 'ownerId'> & { kind: 'done'; seconds: number })

/** The timer, from its setting to what is said afterwards. `memberId` is null for a guest. */
export function TimerPage({ memberId }: { memberId: string | null }) {
  const storage = useStorage()
  const presets = useTimerPresets(memberId)
  const [settings, setSettings] = useState(() => readSettings(storage))
  const [step, setStep] = useState<Step>({ kind: 'setup' })
  const [moodBefore, setMoodBefore] = useState<number | null>(null)
  const telling = useTelling((step.kind === 'setup' ? null : step.ownerId) ?? memberId)
  const ambience = useAmbience()
  useArrival(step.kind)

  function begin(): void {
    keepSettings(storage, settings)
    setStep({ kind: 'running', ...beginSitting({ settings, ambience, ownerId: memberId }) })
  }

  if (step.kind === 'running') {
    const { id, ownerId, startedAt, stopwatch, ringer, ambient } = step
    return (
      <TimerRunning
        {...{ settings, stopwatch, ringer, ambient }}
        onEnd={(practisedMs, completed) => {
          ringer.close()
          const seconds = Math.round(practisedMs / 1000)
          if (seconds > 0)
            telling.tell({
              id,
              session: { started_at: startedAt, duration_seconds: seconds, completed, mood_before: moodBefore },
              reflection: null,
            })
          setStep({ kind: 'done', id, ownerId, seconds })
        }}
      />
    )
  }
  if (step.kind === 'done') {
    const { id, seconds } = step
    const kept = {
      isTold: telling.isTold,
      onSaid: (reflection: NonNullable<Unsent['reflection']>) => telling.tell({ id, session: null, reflection }),
    }
    return (
      <SessionDone
        key={id}
        page={t('timer')}
        title={seconds > 0 ? t('satFor', { seconds: durationWords(seconds) }) : t('notBegun')}
        isEmpty={seconds === 0}
        returnTo="/timer"
        kept={memberId === null ? undefined : kept}
        onAgain={() => {
          setMoodBefore(null)
          setStep({ kind: 'setup' })
        }}
      />
    )
  }
  return (
    <TimerSetup
      settings={settings}
      onSettings={setSettings}
      memberId={memberId}
      presets={presets}
      mood={memberId === null ? undefined : { before: moodBefore, onBefore: setMoodBefore }}
      onBegin={begin}
    />
  )
}

interface Beginning extends Pick<Sitting, 'ownerId'> {
  settings: TimerSettings
  ambience: Ambience
}

function beginSitting({ settings, ambience, ownerId }: Beginning): Sitting {
  return {
    id: newId(),
    ownerId,
    startedAt: new Date(Date.now() + settings.preparation_seconds * 1000).toISOString(),
    stopwatch: createStopwatch(pageClock.nowMs),
    ringer: openRinger(settings),
    ambient: openAmbient(settings.ambient_sounds, ambience),
  }
}

/** Its sounds take the place of the mixer's. */
function openAmbient(mix: Mix, ambience: Ambience): MixOutput | null {
  if (mix.length === 0) return null
  ambience.pause()
  const output = openMixOutput()
  output.set(mix)
  return output
}
