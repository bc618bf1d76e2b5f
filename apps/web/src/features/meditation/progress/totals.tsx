import type { Progress } from '@better-and-bliss/sdk'
import { LANGUAGE } from '../../../language/page-language.ts'
import { t } from './messages.ts'
import styles from './totals.module.css'
import { minutesWords } from './words.ts'

/** Everything together. */
export function Totals({ progress: { total_minutes, total_sessions, total_breaths } }: { progress: Progress }) {
  return (
    <dl className={styles.totals}>
      <div>
        <dt>{t('timeForYourself')}</dt>
        <dd>{minutesWords(total_minutes)}</dd>
      </div>
      <div>
        <dt>{t('sessions')}</dt>
        <dd>{total_sessions.toLocaleString(LANGUAGE)}</dd>
      </div>
      <div>
        <dt>{t('breathsHeard')}</dt>
        <dd>{total_breaths.toLocaleString(LANGUAGE)}</dd>
      </div>
    </dl>
  )
}
