import type { Progress } from '@better-and-bliss/sdk'
import { useState } from 'react'
import styles from '../../../ui/chart.module.css'
import { DataTable } from '../../../ui/data-table.tsx'
import { dateWords } from '../../../ui/dates.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Segments } from '../../../ui/segments.tsx'
import { TrendChart } from './charts.tsx'
import { t } from './messages.ts'
import panels from './trends-panel.module.css'
import { rateWords } from './words.ts'

type Span = Progress['days'][number] | Progress['weeks'][number]

const percent = (value: number) => `${Math.round(value * 100)} %`

/** What is followed over time, and how to read it. */
const FIGURES = {
  rate: {
    name: t('rate'),
    words: t('rateHint'),
    pick: (span: Span) => span.breaths_per_minute,
    format: (value: number) => rateWords(value),
  },
  evenness: {
    name: t('evenness'),
    words: t('evennessHint'),
    pick: (span: Span) => span.consistency,
    format: percent,
  },
  quality: {
    name: t('hearing'),
    words: t('hearingHint'),
    pick: (span: Span) => span.quality,
    format: percent,
  },
} as const

const NAMES = [
  ['rate', FIGURES.rate.name],
  ['evenness', FIGURES.evenness.name],
  ['quality', FIGURES.quality.name],
] as const

/** More days than these make a thicket; weeks show the whole year. */
const SHOWN_DAYS = 60

const STEPS = [
  ['day', t('byDay')],
  ['week', t('byWeek')],
] as const

/** Rate, evenness and quality over days or weeks. */
export function TrendsPanel({ days, weeks }: Pick<Progress, 'days' | 'weeks'>) {
  const [figure, setFigure] = useState<keyof typeof FIGURES>('rate')
  const [step, setStep] = useState<'day' | 'week'>('day')
  const { name, words, pick, format } = FIGURES[figure]
  const points = (step === 'day' ? days.slice(-SHOWN_DAYS) : weeks).flatMap((span) => {
    const value = pick(span)
    return value === null ? [] : [{ date: 'date' in span ? span.date : span.week_start, value }]
  })
  const titleOf = (date: string) =>
    step === 'week' ? t('weekFrom', { date: dateWords(date, DATE) }) : dateWords(date, DATE)
  return (
    <Panel
      title={t('howYouBreathe')}
      aside={
        <div className={panels.choices}>
          <Segments label={t('whatToShow')} value={figure} options={NAMES} onChoose={setFigure} />
          <Segments label={t('step')} value={step} options={STEPS} onChoose={setStep} />
        </div>
      }
    >
      <p className={styles.sentence}>{words}</p>
      {points.length === 0 ? (
        <p className={panels.none}>{t('nothingHeardYet')}</p>
      ) : (
        <TrendChart points={points} top={figure === 'rate' ? 'auto' : 1} words={format} titleOf={titleOf} />
      )}
      <DataTable
        caption={step === 'day' ? t('nameByDay', { name }) : t('nameByWeek', { name })}
        columns={[step === 'day' ? t('day') : t('week'), name]}
        rows={points.toReversed().map(({ date, value }) => [titleOf(date), format(value)])}
      />
    </Panel>
  )
}

const DATE = { weekday: 'short', day: 'numeric', month: 'short' } as const
