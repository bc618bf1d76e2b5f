import { useReducedMotion } from '@mantine/hooks'
import { useCallback, useState } from 'react'
import { Orb } from '../orb.tsx'
import { RESTING_FULLNESS } from '../orb-motion.ts'
import { momentOf } from '../pattern-clock.ts'
import { AWAITING_GUIDE_WORDS } from '../words.ts'
import { Instruction } from './instruction.tsx'
import { t } from './messages.ts'
import styles from './session.module.css'
import { SessionFrame, type SessionProps } from './session-frame.tsx'
import type { Stopwatch } from './stopwatch.ts'
import { useCues } from './use-cues.ts'

interface PacedSessionProps extends SessionProps {
  stopwatch: Stopwatch
}

/** A session without a microphone: the orb shows the pattern, and nothing is sent. */
export function PacedSession({ stopwatch, target, minutes, guide, onEnd, ...frame }: PacedSessionProps) {
  const [isPaused, setIsPaused] = useState(stopwatch.isPaused)
  const isStill = useReducedMotion()
  const isAwaitingGuide = isPaused && frame.guideSync?.hasPlayed === false
  const patternMs = useCallback(() => (stopwatch.isPaused ? null : stopwatch.elapsedMs()), [stopwatch])
  const read = useCallback(
    () => ({
      fullness: target ? momentOf(target, stopwatch.elapsedMs()).fullness : RESTING_FULLNESS,
      target: null,
      isResting: stopwatch.isPaused,
    }),
    [target, stopwatch],
  )
  useCues(frame.cues, target, patternMs, frame.preferences)
  return (
    <SessionFrame
      {...frame}
      isDetected={false}
      stopwatch={stopwatch}
      isPaused={isPaused}
      minutes={minutes}
      hasCues={target !== null}
      corner={null}
      onPause={() => {
        stopwatch.pause()
        setIsPaused(true)
      }}
      onResume={() => {
        stopwatch.resume()
        setIsPaused(false)
      }}
      onEnd={onEnd}
    >
      <div className={styles.session} data-guided={guide ? true : undefined}>
        {guide && <div className={styles.guide}>{guide}</div>}
        <div className={styles.orb}>
          <Orb read={read}>
            {isPaused ? (
              <p className={styles.word}>{isAwaitingGuide ? t('oneMoment') : 'paused'}</p>
            ) : target ? (
              <Instruction target={target} patternMs={patternMs} />
            ) : null}
          </Orb>
        </div>
        <p className={styles.status}>
          {isAwaitingGuide
            ? AWAITING_GUIDE_WORDS
            : leadWords({ hasPattern: target !== null, isGuided: Boolean(guide), isPaused, isStill: Boolean(isStill) })}
        </p>
      </div>
    </SessionFrame>
  )
}

interface Leading {
  hasPattern: boolean
  isGuided: boolean
  isPaused: boolean
  /** The member wants no motion. */
  isStill: boolean
}

function leadWords({ hasPattern, isGuided, isPaused, isStill }: Leading): string {
  if (isPaused) return t('goOn')
  if (hasPattern) return isStill ? t('lightAndCount') : t('ringLeads')
  return isGuided ? t('justListen') : t('justTime')
}
