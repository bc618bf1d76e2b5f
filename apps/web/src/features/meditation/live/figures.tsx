import type { SessionMetrics } from '@better-and-bliss/breath/protocol'
import styles from './figures.module.css'

/** What the session amounts to so far. A dash is what nobody knows yet. */
export function Figures({
  metrics: { total_breaths, breaths_per_minute, quality_score },
}: {
  metrics: SessionMetrics
}) {
  return (
    <dl className={styles.figures}>
      <div>
        <dt>Breaths</dt>
        <dd data-figure="breaths">{total_breaths}</dd>
      </div>
      <div>
        <dt>A minute</dt>
        <dd>{breaths_per_minute === null ? '–' : breaths_per_minute.toFixed(1)}</dd>
      </div>
      <div>
        <dt>Heard</dt>
        <dd>{clarityWords(quality_score)}</dd>
      </div>
    </dl>
  )
}

function clarityWords(score: number | null): string {
  if (score === null) return '–'
  if (score >= 0.75) return 'clearly'
  return score >= 0.5 ? 'well' : 'faintly'
}
