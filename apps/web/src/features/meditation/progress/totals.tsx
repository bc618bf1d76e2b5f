import type { Progress } from '@better-and-bliss/sdk'
import styles from './totals.module.css'
import { minutesWords } from './words.ts'

/** Everything together. */
export function Totals({ progress: { total_minutes, total_sessions, total_breaths } }: { progress: Progress }) {
  return (
    <dl className={styles.totals}>
      <div>
        <dt>Time for yourself</dt>
        <dd>{minutesWords(total_minutes)}</dd>
      </div>
      <div>
        <dt>Sessions</dt>
        <dd>{total_sessions.toLocaleString('en')}</dd>
      </div>
      <div>
        <dt>Breaths heard</dt>
        <dd>{total_breaths.toLocaleString('en')}</dd>
      </div>
    </dl>
  )
}
