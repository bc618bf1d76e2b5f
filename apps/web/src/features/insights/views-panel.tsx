import type { ViewSpan } from '@better-and-bliss/sdk'
import { lazy, Suspense, useState } from 'react'
import chart from '../../ui/chart.module.css'
import { DataTable } from '../../ui/data-table.tsx'
import { dateWords } from '../../ui/dates.ts'
import { Panel } from '../../ui/panel.tsx'
import { Segments } from '../../ui/segments.tsx'
import styles from './insights.module.css'
import type { Comparison } from './period-search.ts'
import { daysPerStep, highestOf, MEASURES, type Measure, stepsOf } from './series.ts'
import { COMPARED_WORDS, changeOf, MEASURE_NAMES, measureWords } from './words.ts'

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
  const titleOf = (date: string) => (isByWeek ? `Week from ${dateWords(date, DATE)}` : dateWords(date, DATE))
  const words = (value: number) => measureWords(measure, value)
  const highest = highestOf(steps)
  const name = `${MEASURE_NAMES[measure]} by ${isByWeek ? 'week' : 'day'}`
  return (
    <Panel
      title="Over time"
      aside={
        <Segments
          label="What to show"
          value={measure}
          options={MEASURES.map((name) => [name, MEASURE_NAMES[name]])}
          onChoose={setMeasure}
        />
      }
    >
      <p className={chart.sentence}>
        {highest ? (
          <>
            Most on {isByWeek && 'the '}
            {isByWeek ? titleOf(highest.date).replace('Week', 'week') : titleOf(highest.date)}: {words(highest.value)}
            {compared && compare !== 'none' && (
              <>
                . In all {sentenceOf(period, compared, measure)} {COMPARED_WORDS[compare]}
              </>
            )}
            .
          </>
        ) : (
          'Nothing was watched in these days.'
        )}
      </p>
      <Suspense fallback={<div className={chart.chart} />}>
        <ViewsChart name={name} steps={steps} words={words} titleOf={titleOf} />
      </Suspense>
      {compared && (
        <ul className={styles.legend} aria-hidden="true">
          <li data-line="now">This period</li>
          <li data-line="before">{compare === 'year' ? 'A year ago' : 'The days before'}</li>
        </ul>
      )}
      <DataTable
        caption={name}
        columns={[isByWeek ? 'Week' : 'Day', MEASURE_NAMES[measure], ...(compared ? ['Compared with'] : [])]}
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

function sentenceOf(period: ViewSpan, compared: ViewSpan, measure: Measure): string {
  return changeOf(period.total[measure], compared.total[measure]).words
}
