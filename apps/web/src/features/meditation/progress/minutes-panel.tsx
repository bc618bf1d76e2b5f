import { lazy, Suspense, useState } from 'react'
import styles from '../../../ui/chart.module.css'
import { DataTable } from '../../../ui/data-table.tsx'
import { datesUpTo, dateWords } from '../../../ui/dates.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { countWords } from '../../../ui/words.ts'
import { type Day, dailyMinutes } from './days.ts'
import { t } from './messages.ts'
import { minutesWords } from './words.ts'

const MinutesChart = lazy(async () => ({ default: (await import('./charts.tsx')).MinutesChart }))

const SPANS = [
  ['14', countWords(2, 'week')],
  ['30', countWords(30, 'day')],
  ['90', countWords(90, 'day')],
] as const

/** Minutes by day. */
export function MinutesPanel({ days, today }: { days: readonly Day[]; today: string }) {
  const [span, setSpan] = useState<(typeof SPANS)[number][0]>('30')
  const shown = dailyMinutes(days, datesUpTo(today, Number(span)))
  const practised = shown.filter(({ minutes }) => minutes > 0)
  const total = practised.reduce((sum, { minutes }) => sum + minutes, 0)
  return (
    <Panel
      title={t('minutesByDay')}
      aside={<Segments label={t('howFarBack')} value={span} options={SPANS} onChoose={setSpan} />}
    >
      <p className={styles.sentence}>
        {practised.length === 0
          ? t('noPractice', { span })
          : t('minutesOnDays', { minutes: minutesWords(total), count: practised.length, span })}
      </p>
      <Suspense fallback={<div className={styles.chart} />}>
        <MinutesChart days={shown} />
      </Suspense>
      <DataTable
        caption={t('minutesByDay')}
        columns={[t('day'), t('minutes'), t('sessions')]}
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
