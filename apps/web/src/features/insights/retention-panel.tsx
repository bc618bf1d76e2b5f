import type { ItemInsight } from '@better-and-bliss/sdk'
import { lazy, Suspense } from 'react'
import chart from '../../ui/chart.module.css'
import { DataTable } from '../../ui/data-table.tsx'
import { Panel } from '../../ui/panel.tsx'
import styles from './insights.module.css'
import { t } from './messages.ts'
import { halfLeftAt, someOf, staysOf } from './retention.ts'
import { percentWords, positionWords, shareOf } from './words.ts'

const RetentionChart = lazy(async () => ({ default: (await import('./retention-chart.tsx')).RetentionChart }))

const TABLE_ROWS = 40

/** Where people stay, and where they leave. */
export function RetentionPanel({ item: { retention, reached, period } }: { item: ItemInsight }) {
  const stays = staysOf(retention)
  const halfAt = halfLeftAt(stays)
  const { views } = period.total
  return (
    <Panel title={t('howFar')}>
      <dl className={styles.reached}>
        {(['quarter', 'half', 'end'] as const).map((part) => (
          <div key={part}>
            <dt>{REACHED_NAMES[part]}</dt>
            <dd>{percentWords(shareOf(reached[part], views))}</dd>
          </div>
        ))}
      </dl>
      {stays.length === 0 ? (
        <p className={styles.few}>{t('tooFew')}</p>
      ) : (
        <>
          <p className={chart.sentence}>
            {halfAt === undefined ? t('moreThanHalf') : t('halfUntil', { moment: positionWords(halfAt) })}
          </p>
          <Suspense fallback={<div className={chart.chart} />}>
            <RetentionChart stays={stays} halfAt={halfAt} />
          </Suspense>
          <DataTable
            caption={t('stillThereMany')}
            columns={[t('at'), t('stillThere')]}
            rows={someOf(stays, TABLE_ROWS).map(({ second, share }) => [positionWords(second), percentWords(share)])}
          />
        </>
      )}
    </Panel>
  )
}

const REACHED_NAMES = { quarter: t('toQuarter'), half: t('toHalf'), end: t('toTheEnd') }
