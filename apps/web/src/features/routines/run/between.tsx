import { Button } from '@mantine/core'
import { useEffect, useEffectEvent, useState } from 'react'
import { ButtonLink } from '../../../ui/button-link.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { Ring } from '../../../ui/ring.tsx'
import { PAUSE_SECONDS } from '../../streaming/end/after-end.ts'
import { t } from '../messages.ts'
import styles from './between.module.css'

interface BetweenProps {
  routineId: string
  /** What it was. */
  title: string
  /** What comes next. */
  next: string
  /** Whether that begins by itself. */
  goesOn: boolean
  onGoOn: () => void
}

/** After practice: what comes next, and time to say no before it begins. */
export function Between({ routineId, title, next, goesOn, onGoOn }: BetweenProps) {
  const [secondsLeft, setSecondsLeft] = useState(goesOn ? PAUSE_SECONDS : null)
  const goOn = useEffectEvent(onGoOn)
  useEffect(() => {
    if (secondsLeft === null) return
    const timer = setTimeout(() => {
      setSecondsLeft(secondsLeft > 1 ? secondsLeft - 1 : null)
      if (secondsLeft === 1) goOn()
    }, 1_000)
    return () => clearTimeout(timer)
  }, [secondsLeft])
  return (
    <div className={styles.room}>
      <PageTitle>{title}</PageTitle>
      <div className={styles.card}>
        <Ring size="5rem" breathing />
        <h1>{title}</h1>
        <p role="status">{secondsLeft === null ? t('next', { title: next }) : t('soon', { title: next })}</p>
        <div className={styles.actions}>
          <Button onClick={onGoOn}>
            {t('goOn')}
            {secondsLeft !== null && <span aria-hidden="true">&nbsp;({secondsLeft})</span>}
          </Button>
          {secondsLeft === null ? (
            <ButtonLink to="/routines/$id" params={{ id: routineId }} variant="default">
              {t('endHere')}
            </ButtonLink>
          ) : (
            <Button variant="default" onClick={() => setSecondsLeft(null)}>
              {t('stayHere')}
            </Button>
          )}
        </div>
      </div>
    </div>
  )
}
