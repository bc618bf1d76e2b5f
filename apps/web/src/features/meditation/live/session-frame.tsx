import type { Target } from '@better-and-bliss/breath/protocol'
import { type ReactNode, useEffect, useState } from 'react'
import { BellIcon, HelpIcon, PauseIcon, PlayIcon, StopIcon, ToneIcon, TouchIcon } from '../../../ui/icons.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import type { Preferences } from '../preferences.ts'
import { clockWords } from '../words.ts'
import { type Cues, canVibrate } from './cues.ts'
import { EndDialog, HelpDialog } from './dialogs.tsx'
import type { GuideSync } from './guide-sync.ts'
import { t } from './messages.ts'
import styles from './session-frame.module.css'
import type { Stopwatch } from './stopwatch.ts'
import { tellEnd } from './use-cues.ts'
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
  /** Keeps it and the session together. */
  guideSync: GuideSync | null
  cues: Cues
  onEnd: () => void
}

interface SessionFrameProps extends Omit<SessionProps, 'target' | 'guide'> {
  isDetected: boolean
  stopwatch: Stopwatch
  isPaused: boolean
  /** Whether there is a pattern for vibration and tones to follow. */
  hasCues: boolean
  /** What stands in the corner: how the line is. */
  corner: ReactNode
  onPause: () => void
  onResume: () => void
  children: ReactNode
}

const SHORT_MS = 30_000

/** The page around every session: elapsed time, pause, end, help. */
export function SessionFrame(props: SessionFrameProps) {
  const { stopwatch, isPaused, isDetected, minutes, hasCues, preferences, onPreferences, onEnd, corner, children } =
    props
  const { guideSync, onPause, onResume } = props
  const [dialog, setDialog] = useState<'end' | 'help' | null>(null)
  const elapsedMs = useElapsed(stopwatch)
  const totalMs = minutes === null ? null : minutes * 60_000
  const isOver = totalMs !== null && elapsedMs >= totalMs
  const hasEnd = minutes !== null || guideSync !== null
  const togglePause = isPaused ? onResume : onPause
  const askForEnd = () => (stopwatch.elapsedMs() < SHORT_MS ? setDialog('end') : onEnd())
  function endByItself(): void {
    tellEnd(props.cues, preferences)
    onEnd()
  }

  useImmersion()
  useKeys({
    ' ': togglePause,
    escape: askForEnd,
    '?': () => setDialog('help'),
    ...(hasEnd && { b: () => onPreferences({ bell: !preferences.bell }) }),
    ...(hasCues && {
      m: () => onPreferences({ sounds: !preferences.sounds }),
      v: () => onPreferences({ vibrates: !preferences.vibrates }),
    }),
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time is over once
  useEffect(() => {
    if (isOver) endByItself()
  }, [isOver])
  useEffect(() => guideSync?.bind({ onPause, onResume, onEnd: endByItself }))
  useEffect(() => guideSync?.follow(isPaused), [guideSync, isPaused])
  return (
    <div className={styles.room}>
      <PageTitle>{t('inSession')}</PageTitle>
      <h1 className="visually-hidden">{t('yourSession')}</h1>
      <header className={styles.top}>
        <Clock elapsedMs={elapsedMs} totalMs={totalMs} />
        <div className={styles.corner}>
          {corner}
          <button type="button" className={styles.tool} aria-label={t('help')} onClick={() => setDialog('help')}>
            <HelpIcon size={22} />
          </button>
        </div>
      </header>
      <div className={styles.middle}>{children}</div>
      <footer className={styles.controls}>
        <div className={styles.side}>
          <CueToggles {...{ preferences, onPreferences, hasCues, hasEnd }} />
        </div>
        <button
          type="button"
          className={styles.pause}
          onClick={togglePause}
          aria-label={isPaused ? t('resume') : t('pause')}
        >
          {isPaused ? <PlayIcon size={26} /> : <PauseIcon size={22} />}
        </button>
        <div className={styles.side}>
          <button type="button" className={styles.end} onClick={askForEnd}>
            <StopIcon size={22} /> {t('end')}
          </button>
        </div>
      </footer>
      {dialog === 'end' && <EndDialog onStay={() => setDialog(null)} onEnd={onEnd} />}
      {dialog === 'help' && <HelpDialog {...{ isDetected, hasCues, hasEnd }} onClose={() => setDialog(null)} />}
    </div>
  )
}

function Clock({ elapsedMs, totalMs }: { elapsedMs: number; totalMs: number | null }) {
  return (
    <p className={styles.clock} role="timer" aria-label={t('time')}>
      {clockWords(elapsedMs)}
      {totalMs !== null && <span className={styles.total}> / {clockWords(totalMs)}</span>}
    </p>
  )
}

interface CueTogglesProps extends Pick<SessionFrameProps, 'preferences' | 'onPreferences' | 'hasCues'> {
  /** The session ends by itself. */
  hasEnd: boolean
}

function CueToggles({ preferences, onPreferences, hasCues, hasEnd }: CueTogglesProps) {
  const { sounds, vibrates, bell } = preferences
  return (
    <>
      {hasCues && (
        <Toggle label={t('tones')} isOn={sounds} onToggle={() => onPreferences({ sounds: !sounds })}>
          <ToneIcon size={22} />
        </Toggle>
      )}
      {hasCues && canVibrate() && (
        <Toggle label={t('vibration')} isOn={vibrates} onToggle={() => onPreferences({ vibrates: !vibrates })}>
          <TouchIcon size={22} />
        </Toggle>
      )}
      {hasEnd && (
        <Toggle label={t('bellAtEnd')} isOn={bell} onToggle={() => onPreferences({ bell: !bell })}>
          <BellIcon size={22} />
        </Toggle>
      )}
    </>
  )
}

interface ToggleProps {
  label: string
  isOn: boolean
  onToggle: () => void
  children: ReactNode
}

function Toggle({ label, isOn, onToggle, children }: ToggleProps) {
  return (
    <button
      type="button"
      className={styles.tool}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      onClick={onToggle}
    >
      {children}
    </button>
  )
}
