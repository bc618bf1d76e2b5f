import type { PracticeInsight } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { LANGUAGE } from '../../language/page-language.ts'
import chart from '../../ui/chart.module.css'
import { DataTable } from '../../ui/data-table.tsx'
import { dateWords } from '../../ui/dates.ts'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Panel } from '../../ui/panel.tsx'
import { countWords } from '../../ui/words.ts'
import styles from './insights.module.css'
import { t } from './messages.ts'
import { PeriodPicker } from './period-picker.tsx'
import { askedFor, type PeriodSearch } from './period-search.ts'
import { practiceQuery } from './queries.ts'
import { SharesPanel } from './shares-panel.tsx'
import { patternName, percentWords, periodWords, shareOf, watchedWords } from './words.ts'

const ViewsChart = lazy(async () => ({ default: (await import('./views-chart.tsx')).ViewsChart }))

interface PracticePageProps {
  search: PeriodSearch
  onChoose: (search: PeriodSearch) => void
}

/** What all members together practised. */
export function PracticePage({ search, onChoose }: PracticePageProps) {
  const asked = askedFor(search, Date.now())
  const practice = useQuery(practiceQuery(asked))
  return (
    <>
      <PageTitle>{t('practice')}</PageTitle>
      <PageHead title={t('practice')}>{t('practiceHint', { period: periodWords(asked) })}</PageHead>
      <PeriodPicker search={search} asked={asked} onChoose={onChoose} withoutComparison />
      <Fetched
        query={practice}
        loading={t('addingUp')}
        name={t('thePractice')}
        isEmpty={({ total }) => total.sessions === 0}
        empty={<Notice title={t('nothingToTell')}>{t('longerPeriod')}</Notice>}
      >
        {(data) => <Loaded practice={data} />}
      </Fetched>
    </>
  )
}

function Loaded({ practice: { weeks, total, patterns } }: { practice: PracticeInsight }) {
  const told = weeks.flatMap(({ week_start, amounts }) => (amounts ? [{ date: week_start, ...amounts }] : []))
  return (
    <>
      <dl className={styles.tiles}>
        <div>
          <dt>{t('sessions')}</dt>
          <dd className={styles.figure}>{total.sessions.toLocaleString(LANGUAGE)}</dd>
        </div>
        <div>
          <dt>{t('practised')}</dt>
          <dd className={styles.figure}>{watchedWords(total.minutes)}</dd>
        </div>
        <div>
          <dt>{t('cameToEnd')}</dt>
          <dd className={styles.figure}>{percentWords(shareOf(total.completed, total.sessions))}</dd>
        </div>
      </dl>
      <Panel title={t('minutesByWeek')}>
        <p className={chart.sentence}>
          {t('weeksTold', { weeks: countWords(told.length, 'week'), total: weeks.length })}
        </p>
        <Suspense fallback={<div className={chart.chart} />}>
          <ViewsChart
            name={t('minutesByWeek')}
            steps={weeks.map(({ week_start, amounts }) => ({ date: week_start, value: amounts?.minutes ?? null }))}
            words={watchedWords}
            titleOf={weekWords}
          />
        </Suspense>
        <DataTable
          caption={t('practiceByWeek')}
          columns={[t('week'), t('practised'), t('sessions'), t('people')]}
          rows={told
            .toReversed()
            .map(({ date, minutes, sessions, people }) => [
              weekWords(date),
              watchedWords(minutes),
              sessions.toLocaleString(LANGUAGE),
              people.toLocaleString(LANGUAGE),
            ])}
        />
      </Panel>
      <SharesPanel
        title={t('patterns')}
        shares={patterns.map(({ value, sessions }) => ({ value, views: sessions }))}
        thing="session"
        nameOf={patternName}
      />
    </>
  )
}

function weekWords(date: string): string {
  return t('weekFrom', { day: dateWords(date, { day: 'numeric', month: 'short' }) })
}
