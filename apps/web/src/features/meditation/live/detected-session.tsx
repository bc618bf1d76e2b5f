import { Button } from '@mantine/core'
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react'
import { useToasts } from '../../../ui/toasts.tsx'
import type { Interruption } from '../microphone/interruptions.ts'
import { failureOf } from '../microphone/microphone-error.ts'
import { Orb } from '../orb.tsx'
import { type Connection, isEnd } from '../socket/connection.ts'
import { LineStatus } from '../socket/line-status.tsx'
import {
  AWAITING_GUIDE_WORDS,
  detectionWords,
  INTERRUPTION_WORDS,
  MICROPHONE_WORDS,
  missedWords,
  PHASE_WORDS,
} from '../words.ts'
import { CalibrationRing } from './calibration-ring.tsx'
import { Figures } from './figures.tsx'
import { Instruction } from './instruction.tsx'
import type { LiveSession, LiveView } from './live-session.ts'
import { t } from './messages.ts'
import { createOrbReader } from './orb-reader.ts'
import styles from './session.module.css'
import { SessionFrame, type SessionProps } from './session-frame.tsx'
import { interruptionOf, isLost } from './sound-state.ts'
import { isAudible } from './trace.ts'
import { TraceChart } from './trace-chart.tsx'
import { useAnnouncement } from './use-announcement.ts'
import { useCues } from './use-cues.ts'
import { useLostMicrophone } from './use-lost-microphone.ts'

/** A shorter gap is not worth a word. */
const TOLD_MISSED_MS = 2_000

interface DetectedSessionProps extends SessionProps {
  session: LiveSession
  /** The line has ended without our asking. */
  onCut: (connection: Connection) => void
}

/** A session in which breath is detected: the orb follows the breath, the ring around it is the pattern. */
export function DetectedSession({ session, target, minutes, guide, onEnd, onCut, ...frame }: DetectedSessionProps) {
  const view = useSyncExternalStore(session.subscribe, session.view)
  const { breath, connection, sound } = view
  const [isPaused, isCalibrating] = [sound.name === 'paused', view.guidance.name === 'calibrating']
  const interruption = interruptionOf(sound)
  const isAwaitingGuide = isPaused && frame.guideSync?.hasPlayed === false
  const patternMs = useCallback(() => session.patternElapsedMs(), [session])
  const clockMs = useCallback(() => session.clockMs(), [session])
  const read = useMemo(() => createOrbReader(target, () => lookAt(session)), [session, target])
  const isTraceAudible = isAudible(session.trace, session.clockMs())
  const announcement = useAnnouncement(view, isTraceAudible)
  const openAnother = useLostMicrophone(session, isLost(sound), frame.preferences)
  const toasts = useToasts()
  const wakeMicrophone = () => {
    if (interruption !== 'lost') return session.wake()
    openAnother().catch((error: unknown) => toasts.say(MICROPHONE_WORDS[failureOf(error)].title))
  }
  const missedMs = sound.name === 'flowing' ? sound.missedMs : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: each gap is reported once
  useEffect(() => {
    if (missedMs !== null && missedMs >= TOLD_MISSED_MS) toasts.say(missedWords(missedMs))
  }, [missedMs])
  useCues(frame.cues, target, patternMs, frame.preferences)
  useEffect(() => {
    const tell = ({ type }: Event) => session.setOnline(type === 'online')
    window.addEventListener('online', tell)
    window.addEventListener('offline', tell)
    return () => {
      window.removeEventListener('online', tell)
      window.removeEventListener('offline', tell)
    }
  }, [session])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a line is cut once
  useEffect(() => {
    if (isEnd(connection)) onCut(connection)
  }, [connection])
  return (
    <SessionFrame
      {...frame}
      isDetected
      stopwatch={session.stopwatch}
      isPaused={isPaused}
      minutes={minutes}
      hasCues={target !== null}
      corner={<LineStatus connection={connection} isPrivate={frame.preferences.isPrivate} />}
      onPause={() => session.pause()}
      onResume={() => session.resume()}
      onEnd={onEnd}
    >
      <div className={styles.session} data-guided={guide ? true : undefined}>
        {guide && <div className={styles.guide}>{guide}</div>}
        <div className={styles.orb} data-calibrating={isCalibrating || undefined}>
          <Orb read={read}>
            {isPaused ? (
              <p className={styles.word}>{isAwaitingGuide ? t('oneMoment') : 'paused'}</p>
            ) : isCalibrating ? null : target ? (
              <Instruction target={target} patternMs={patternMs} />
            ) : (
              <p className={styles.word} aria-hidden="true">
                {breath.now && connection === 'live' && interruption === null && PHASE_WORDS[breath.now.type]}
              </p>
            )}
          </Orb>
          {isCalibrating && !isPaused && <CalibrationRing session={session} />}
        </div>
        {interruption !== null ? (
          <Interrupted why={interruption} onWake={wakeMicrophone} />
        ) : (
          <p className={styles.status}>{isAwaitingGuide ? AWAITING_GUIDE_WORDS : statusWords(view, isTraceAudible)}</p>
        )}
        <div className={styles.numbers}>
          <Figures metrics={breath.metrics} />
          <TraceChart trace={session.trace} clockMs={clockMs} phases={session.phases} />
        </div>
        <p className="visually-hidden" role="status">
          {announcement}
        </p>
      </div>
    </SessionFrame>
  )
}

function Interrupted({ why, onWake }: { why: Interruption | 'lost'; onWake: () => void }) {
  const { title, words } = INTERRUPTION_WORDS[why]
  return (
    <p className={styles.status} role="alert">
      <span>
        {title}. {words}
      </span>
      <Button variant="default" size="sm" onClick={onWake}>
        {t('listenAgain')}
      </Button>
    </p>
  )
}

function lookAt(session: LiveSession) {
  const { breath, connection, sound, guidance } = session.view()
  const isOff = sound.name !== 'flowing' || guidance.name === 'calibrating' || connection !== 'live'
  return { breath, clockMs: session.clockMs(), isOff, patternMs: session.patternElapsedMs() }
}

function statusWords({ breath, connection, sound, guidance }: LiveView, isTraceAudible: boolean): string {
  if (sound.name === 'paused') return t('nothingHeard')
  if (guidance.name === 'calibrating') return ''
  if (connection === 'live') return detectionWords(breath, isTraceAudible)
  return connection === 'connecting' ? t('connecting') : t('outOfReach')
}
