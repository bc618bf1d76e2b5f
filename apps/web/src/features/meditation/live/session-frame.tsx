import type { Target } from '@better-and-bliss/breath/protocol'
import { type ReactNode, useEffect, useState } from 'react'
import { HelpIcon, PauseIcon, PlayIcon, StopIcon, ToneIcon, TouchIcon } from '../../../ui/icons.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import type { Preferences } from '../preferences.ts'
import { clockWords } from '../words.ts'
import { canVibrate } from './cues.ts'
import { EndDialog, HelpDialog } from './dialogs.tsx'
import styles from './session-frame.module.css'
import type { Stopwatch } from './stopwatch.ts'
import { useKeys } from './use-keys.ts'
import { useElapsed, useImmersion } from './use-session-time.ts'

/** What every session is given. */
export interface SessionProps {
  /** Null: no pattern. */
  target: Target | null
  /** Null: until the member ends it. */
  minutes: number | null
  preferences: Preferences
  onPreferences: (change: Partial<Preferences>) => void
  /** A title that plays beside; null for none. */
  guide: ReactNode
  onEnd: () => void
}

interface SessionFrameProps extends Omit<SessionProps, 'target' | 'guide'> {
  stopwatch: Stopwatch
  isPaused: boolean
  /** Whether there is a pattern that can be told to hand and ear. */
  hasCues: boolean
  /** What stands in the corner: how the line is. */
  corner: ReactNode
  onPause: () => void
  onResume: () => void
  /** The time is over: tells those with closed eyes. */
  onChime: () => void
  children: ReactNode
}

const SHORT_MS = 30_000

/** What every session stands in: a quiet room with a clock, a way to pause and a way out. */
export function SessionFrame(props: SessionFrameProps) {
  const { stopwatch, isPaused, minutes, hasCues, preferences, onPreferences, onEnd, corner, children } = props
  const [dialog, setDialog] = useState<'end' | 'help' | null>(null)
  const elapsedMs = useElapsed(stopwatch)
  const totalMs = minutes === null ? null : minutes * 60_000
  const isOver = totalMs !== null && elapsedMs >= totalMs
  const togglePause = isPaused ? props.onResume : props.onPause
  const askForEnd = () => (stopwatch.elapsedMs() < SHORT_MS ? setDialog('end') : onEnd())
  useImmersion()
  useKeys({
    ' ': togglePause,
    escape: askForEnd,
    '?': () => setDialog('help'),
    ...(hasCues && {
      m: () => onPreferences({ sounds: !preferences.sounds }),
      v: () => onPreferences({ vibrates: !preferences.vibrates }),
    }),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time is over once
  useEffect(() => {
    if (!isOver) return
    props.onChime()
    onEnd()
  }, [isOver])
  return (
    <div className={styles.room}>
      <PageTitle>In session</PageTitle>
      <h1 className="visually-hidden">Your session</h1>
      <header className={styles.top}>
        <Clock elapsedMs={elapsedMs} totalMs={totalMs} />
        <div className={styles.corner}>
          {corner}
          <button type="button" className={styles.tool} aria-label="Help" onClick={() => setDialog('help')}>
            <HelpIcon size={22} />
          </button>
        </div>
      </header>
      <div className={styles.middle}>{children}</div>
      <footer className={styles.controls}>
        <div className={styles.side}>{hasCues && <CueToggles {...{ preferences, onPreferences }} />}</div>
        <button type="button" className={styles.pause} onClick={togglePause} aria-label={isPaused ? 'Resume' : 'Pause'}>
          {isPaused ? <PlayIcon size={26} /> : <PauseIcon size={22} />}
        </button>
        <div className={styles.side}>
          <button type="button" className={styles.end} onClick={askForEnd}>
            <StopIcon size={22} /> End
          </button>
        </div>
      </footer>
      {dialog === 'end' && <EndDialog onStay={() => setDialog(null)} onEnd={onEnd} />}
      {dialog === 'help' && <HelpDialog hasCues={hasCues} onClose={() => setDialog(null)} />}
    </div>
  )
}

function Clock({ elapsedMs, totalMs }: { elapsedMs: number; totalMs: number | null }) {
  return (
    <p className={styles.clock} role="timer" aria-label="Time">
      {clockWords(elapsedMs)}
      {totalMs !== null && <span className={styles.total}> / {clockWords(totalMs)}</span>}
    </p>
  )
}

function CueToggles({ preferences, onPreferences }: Pick<SessionFrameProps, 'preferences' | 'onPreferences'>) {
  const { sounds, vibrates } = preferences
  return (
    <>
      <button
        type="button"
        className={styles.tool}
        aria-label="Tones"
        aria-pressed={sounds}
        onClick={() => onPreferences({ sounds: !sounds })}
      >
        <ToneIcon size={22} />
      </button>
      {canVibrate() && (
        <button
          type="button"
          className={styles.tool}
          aria-label="Vibration"
          aria-pressed={vibrates}
          onClick={() => onPreferences({ vibrates: !vibrates })}
        >
          <TouchIcon size={22} />
        </button>
      )}
    </>
  )
}
