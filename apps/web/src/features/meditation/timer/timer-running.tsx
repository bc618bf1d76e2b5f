import { useCallback, useEffect, useRef, useState } from 'react'
import { PauseIcon, PlayIcon, StopIcon } from '../../../ui/icons.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import type { MixOutput } from '../../ambience/mix-output.ts'
import session from '../live/session.module.css'
import frame from '../live/session-frame.module.css'
import type { Stopwatch } from '../live/stopwatch.ts'
import { useKeys } from '../live/use-keys.ts'
import { useLeaving } from '../live/use-leaving.ts'
import { useElapsed, useImmersion } from '../live/use-session-time.ts'
import { Orb } from '../orb.tsx'
import { momentOf } from '../pattern-clock.ts'
import { clockWords } from '../words.ts'
import { t } from './messages.ts'
import type { Ringer } from './ringer.ts'
import type { TimerSettings } from './settings.ts'

/** How the light breathes: nobody has to follow it. */
const CALM = { inhale_ms: 4_000, hold_in_ms: 0, exhale_ms: 6_000, hold_out_ms: 0 }
const MS_PER_MINUTE = 60_000

interface TimerRunningProps {
  settings: TimerSettings
  /** Runs since the begin of the preparation. */
  stopwatch: Stopwatch
  ringer: Ringer
  /** What sounds while it runs; null for silence. */
  ambient: MixOutput | null
  /** Once, when its time is over, it is ended, or its page is left: how long it was, without preparation and pauses, and whether it came to its end. */
  onEnd: (practisedMs: number, completed: boolean) => void
}

/** A session with the timer. It needs nothing of the API. */
export function TimerRunning({ settings, stopwatch, ringer, ambient, onEnd }: TimerRunningProps) {
  const [isPaused, setIsPaused] = useState(false)
  const hasEnded = useRef(false)
  const preparationMs = settings.preparation_seconds * 1000
  const totalMs = settings.minutes === null ? null : settings.minutes * MS_PER_MINUTE
  const elapsedMs = useElapsed(stopwatch) - preparationMs
  const isOver = totalMs !== null && elapsedMs >= totalMs
  const read = useCallback(
    () => ({
      fullness: momentOf(CALM, stopwatch.elapsedMs()).fullness,
      target: null,
      isResting: stopwatch.isPaused,
    }),
    [stopwatch],
  )
  function togglePause(): void {
    if (isPaused) stopwatch.resume()
    else {
      stopwatch.pause()
      ringer.hush()
    }
    setIsPaused(!isPaused)
  }
  /** A page out of sight hears late that the time is over. */
  function end(): void {
    if (hasEnded.current) return
    hasEnded.current = true
    const practisedMs = Math.max(stopwatch.elapsedMs() - preparationMs, 0)
    const isWhole = totalMs !== null && practisedMs >= totalMs
    if (!isWhole) ringer.hush()
    onEnd(isWhole ? totalMs : practisedMs, isWhole || totalMs === null)
  }

  useImmersion()
  useKeys({ ' ': togglePause, escape: end })
  useEffect(() => {
    if (!(isPaused || isOver)) ringer.follow(stopwatch.elapsedMs() - preparationMs)
  })
  useEffect(() => (isPaused ? ambient?.pause() : ambient?.play()), [isPaused, ambient])
  useEffect(() => () => ambient?.close(), [ambient])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time is over once
  useEffect(() => {
    if (isOver) end()
  }, [isOver])
  useLeaving(end)
  return (
    <div className={frame.room}>
      <PageTitle>{t('inSession')}</PageTitle>
      <h1 className="visually-hidden">{t('yourSession')}</h1>
      <header className={frame.top} />
      <div className={frame.middle}>
        <div className={session.session}>
          <div className={session.orb}>
            <Orb read={read}>
              <p className={session.word} role="timer" aria-label={t('time')}>
                {elapsedMs < 0 ? Math.ceil(-elapsedMs / 1000) : shownTime(elapsedMs, totalMs)}
              </p>
            </Orb>
          </div>
          <p className={session.status}>{leadWords(isPaused, elapsedMs)}</p>
        </div>
      </div>
      <footer className={frame.controls}>
        <div className={frame.side} />
        <button
          type="button"
          className={frame.pause}
          onClick={togglePause}
          aria-label={isPaused ? t('resume') : t('pause')}
        >
          {isPaused ? <PlayIcon size={26} /> : <PauseIcon size={22} />}
        </button>
        <div className={frame.side}>
          <button type="button" className={frame.end} onClick={end}>
            <StopIcon size={22} /> {t('end')}
          </button>
        </div>
      </footer>
    </div>
  )
}

/** What is left, or what has passed where there is no end. */
function shownTime(elapsedMs: number, totalMs: number | null): string {
  return clockWords(totalMs === null ? elapsedMs : Math.ceil((totalMs - elapsedMs) / 1000) * 1000)
}

function leadWords(isPaused: boolean, elapsedMs: number): string {
  if (isPaused) return t('goOn')
  return elapsedMs < 0 ? t('settleIn') : t('justTime')
}
