import type { SessionMetrics } from '@better-and-bliss/breath/protocol'
import { LANGUAGE } from '../../../language/page-language.ts'
import styles from './figures.module.css'
import { t } from './messages.ts'

/** What the session amounts to so far. A dash is what nobody knows yet. */
export function Figures({
  metrics: { total_breaths, breaths_per_minute, quality_score },
}: {
  metrics: SessionMetrics
}) {
  return (
    <dl className={styles.figures}>
      <div>
        <dt>{t('breaths')}</dt>
        <dd data-figure="breaths">{total_breaths}</dd>
      </div>
      <div>
        <dt>{t('aMinute')}</dt>
        <dd>
          {breaths_per_minute === null
            ? '–'
            : breaths_per_minute.toLocaleString(LANGUAGE, { minimumFractionDigits: 1, maximumFractionDigits: 1 })}
        </dd>
      </div>
      <div>
        <dt>{t('heard')}</dt>
        <dd>{clarityWords(quality_score)}</dd>
      </div>
    </dl>
  )
}

function clarityWords(score: number | null): string {
  if (score === null) return '–'
  if (score >= 0.75) return t('clearly')
  return score >= 0.5 ? t('well') : t('faintly')
}
