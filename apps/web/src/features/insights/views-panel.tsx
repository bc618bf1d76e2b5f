import type { ViewSpan } from '@better-and-bliss/sdk'
import { lazy, Suspense, useState } from 'react'
import chart from '../../ui/chart.module.css'
import { DataTable } from '../../ui/data-table.tsx'
import { dateWords } from '../../ui/dates.ts'
import { Panel } from '../../ui/panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import styles from './insights.module.css'
import { t } from './messages.ts'
import type { Comparison } from './period-search.ts'
import { daysPerStep, highestOf, MEASURES, type Measure, stepsOf } from './series.ts'
import { changeOf, changeWords, MEASURE_NAMES, measureWords } from './words.ts'

const ViewsChart = lazy(async () => ({ default: (await import('./views-chart.tsx')).ViewsChart }))

interface ViewsPanelProps {
  period: ViewSpan
  compared: ViewSpan | null
  compare: Comparison
}

/** How views went over the period, beside the compared one. */
export function ViewsPanel({ period, compared, compare }: ViewsPanelProps) {
  const [measure, setMeasure] = useState<Measure>('views')
  const steps = stepsOf(period.days, compared?.days, measure)
  const isByWeek = daysPerStep(period.days.length) > 1
  const titleOf = (date: string) => (isByWeek ? t('weekFrom', { day: dateWords(date, DATE) }) : dateWords(date, DATE))
  const words = (value: number) => measureWords(measure, value)
  const highest = highestOf(steps)
  const change =
    compared && compare !== 'none'
      ? changeWords(changeOf(period.total[measure], compared.total[measure]), compare)
      : null
  const name = t(CHART_NAMES[measure][isByWeek ? 'week' : 'day'])
  return (
    <Panel
      title={t('overTime')}
      aside={
        <Segments
          label={t('whatToShow')}
          value={measure}
          options={MEASURES.map((name) => [name, MEASURE_NAMES[name]])}
          onChoose={setMeasure}
        />
      }
    >
      <p className={chart.sentence}>
        {highest
          ? highestWords({ when: dateWords(highest.date, DATE), value: words(highest.value), isByWeek, change })
          : t('nothingWatchedDays')}
      </p>
      <Suspense fallback={<div className={chart.chart} />}>
        <ViewsChart name={name} steps={steps} words={words} titleOf={titleOf} />
      </Suspense>
      {compared && (
        <ul className={styles.legend} aria-hidden="true">
          <li data-line="now">{t('thisPeriod')}</li>
          <li data-line="before">{compare === 'year' ? t('aYearAgo') : t('daysBefore')}</li>
        </ul>
      )}
      <DataTable
        caption={name}
        columns={[isByWeek ? t('week') : t('day'), MEASURE_NAMES[measure], ...(compared ? [t('comparedWith')] : [])]}
        rows={steps
          .toReversed()
          .map(({ date, value, before }) => [
            titleOf(date),
            words(value),
            ...(before === undefined ? [] : [words(before)]),
          ])}
      />
    </Panel>
  )
}

const DATE = { weekday: 'short', day: 'numeric', month: 'short' } as const

/** What the chart is of, by its steps. */
const CHART_NAMES = {
  views: { day: 'viewsByDay', week: 'viewsByWeek' },
  viewers: { day: 'viewersByDay', week: 'viewersByWeek' },
  watch_minutes: { day: 'minutesByDay', week: 'minutesByWeek' },
} as const

interface Highest {
  when: string
  value: string
  isByWeek: boolean
  /** Of the whole period; null where it is compared with nothing. */
  change: string | null
}

function highestWords({ when, value, isByWeek, change }: Highest): string {
  if (change === null) return t(isByWeek ? 'mostOnWeek' : 'mostOnDay', { when, value })
  return t(isByWeek ? 'mostOnWeekCompared' : 'mostOnDayCompared', { when, value, change })
}
