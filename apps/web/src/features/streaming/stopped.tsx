import { useEffect, useEffectEvent } from 'react'
import { attemptWithBackOff } from '../../api/back-off.ts'
import type { Failure } from './failures.ts'
import { t } from './messages.ts'
import styles from './stopped.module.css'

/** Why nothing plays any more, and what may be done. */
export function Stopped({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const retry = useEffectEvent(onRetry)
  const { isPassing } = failure
  useEffect(() => (isPassing ? attemptWithBackOff(() => retry()) : undefined), [isPassing])
  return (
    <div className={styles.stopped} role="alert" {...{ noautohide: '' }}>
      <p>{failure.words}</p>
      {isPassing && <p className={styles.fine}>{t('triedAgain')}</p>}
      {failure.action && (
        <button type="button" onClick={onRetry}>
          {failure.action}
        </button>
      )}
    </div>
  )
}

/** Nothing has come for a while. */
export function Slow() {
  return (
    <p className={styles.slow} role="status" {...{ noautohide: '' }}>
      {t('nothingComingTried')}
    </p>
  )
}
