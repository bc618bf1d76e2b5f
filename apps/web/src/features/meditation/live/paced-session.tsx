import { useCallback, useState } from 'react'
import { Orb } from '../orb.tsx'
import { RESTING_FULLNESS } from '../orb-motion.ts'
import { momentOf } from '../pattern-clock.ts'
import { Instruction } from './instruction.tsx'
import styles from './session.module.css'
import { SessionFrame, type SessionProps } from './session-frame.tsx'
import type { Stopwatch } from './stopwatch.ts'
import { useCues } from './use-cues.ts'

interface PacedSessionProps extends SessionProps {
  stopwatch: Stopwatch
}

/** A session without ears: the orb shows the pattern, and nothing is sent. */
export function PacedSession({ stopwatch, target, minutes, guide, onEnd, ...frame }: PacedSessionProps) {
  const [isPaused, setIsPaused] = useState(false)
  const patternMs = useCallback(() => (stopwatch.isPaused ? null : stopwatch.elapsedMs()), [stopwatch])
  const read = useCallback(
    () => ({
      fullness: target ? momentOf(target, stopwatch.elapsedMs()).fullness : RESTING_FULLNESS,
      target: null,
      isResting: stopwatch.isPaused,
    }),
    [target, stopwatch],
  )
  const chime = useCues(target, patternMs, frame.preferences)
  return (
    <SessionFrame
      {...frame}
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
      onChime={chime}
      onEnd={onEnd}
    >
      <div className={styles.session} data-guided={guide ? true : undefined}>
        {guide && <div className={styles.guide}>{guide}</div>}
        <div className={styles.orb}>
          <Orb read={read}>
            {isPaused ? (
              <p className={styles.word}>paused</p>
            ) : target ? (
              <Instruction target={target} patternMs={patternMs} />
            ) : null}
          </Orb>
        </div>
        <p className={styles.status}>
          {target ? 'Let the ring lead you.' : guide ? 'Nothing to do but listen.' : 'Just time, and you in it.'}
        </p>
      </div>
    </SessionFrame>
  )
}
