import { lazy, Suspense, useState } from 'react'
import styles from '../../../ui/chart.module.css'
import { DataTable } from '../../../ui/data-table.tsx'
import { datesUpTo, dateWords } from '../../../ui/dates.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { countWords } from '../../../ui/words.ts'
import { type Day, dailyMinutes } from './days.ts'
import { minutesWords } from './words.ts'

const MinutesChart = lazy(async () => ({ default: (await import('./charts.tsx')).MinutesChart }))

const SPANS = [
  ['14', '2 weeks'],
  ['30', '30 days'],
  ['90', '90 days'],
] as const

/** Minutes by day. */
export function MinutesPanel({ days, today }: { days: readonly Day[]; today: string }) {
  const [span, setSpan] = useState<(typeof SPANS)[number][0]>('30')
  const shown = dailyMinutes(days, datesUpTo(today, Number(span)))
  const practised = shown.filter(({ minutes }) => minutes > 0)
  const total = practised.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <Panel
      title="Minutes by day"
      aside={<Segments label="How far back" value={span} options={SPANS} onChoose={setSpan} />}
    >
      <p className={styles.sentence}>
        {practised.length === 0
          ? `No practice in these ${span} days. That is all right.`
          : `${minutesWords(total)} on ${countWords(practised.length, 'day')} of the last ${span}.`}
      </p>
      <Suspense fallback={<div className={styles.chart} />}>
        <MinutesChart days={shown} />
      </Suspense>
      <DataTable
        caption="Minutes by day"
        columns={['Day', 'Minutes', 'Sessions']}
        rows={practised
          .toReversed()
          .map(({ date, minutes, sessions }) => [
            dateWords(date, { weekday: 'short', day: 'numeric', month: 'short' }),
            minutesWords(minutes),
            String(sessions),
          ])}
      />
    </Panel>
  )
}
