import { Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { PROMPT_WORDS } from '../words.ts'
import styles from './calibration-ring.module.css'
import type { LiveSession } from './live-session.ts'
import { t } from './messages.ts'

const LOOK_MS = 80
const RADIUS = 47

/** What to do while the room and the breath are learned, inside a ring that fills. */
export function CalibrationRing({ session }: { session: LiveSession }) {
  const [moment, setMoment] = useState(() => session.calibration())
  useEffect(() => {
    const timer = setInterval(() => setMoment(session.calibration()), LOOK_MS)
    return () => clearInterval(timer)
  }, [session])
  if (!moment) return null
  const { title, words } = PROMPT_WORDS[moment.prompt]
  return (
    <div className={styles.calibration}>
      <svg viewBox="-50 -50 100 100" className={styles.ring} aria-hidden="true">
        <circle r={RADIUS} className={styles.track} />
        <circle r={RADIUS} pathLength={1} strokeDasharray="1 1" strokeDashoffset={1 - moment.share} />
      </svg>
      <div className={styles.words}>
        <p role="status" className={styles.prompt}>
          <strong>{title}</strong>
          <span>{words}</span>
        </p>
        <Button variant="subtle" size="sm" onClick={() => session.skipCalibration()}>
          {t('skip')}
        </Button>
      </div>
    </div>
  )
}
