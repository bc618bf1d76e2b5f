import type { PracticeInsight } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
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
      <PageTitle>Practice</PageTitle>
      <PageHead title="Practice">
        {periodWords(asked)}, by whole weeks that are over. A week in which fewer than five people practised is not
        told.
      </PageHead>
      <PeriodPicker search={search} asked={asked} onChoose={onChoose} withoutComparison />
      <Fetched
        query={practice}
        loading="Adding up"
        name="The practice"
        isEmpty={({ total }) => total.sessions === 0}
        empty={<Notice title="Nothing can be told of these weeks">A longer period may tell more.</Notice>}
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
          <dt>Sessions</dt>
          <dd className={styles.figure}>{total.sessions.toLocaleString('en')}</dd>
        </div>
        <div>
          <dt>Practised</dt>
          <dd className={styles.figure}>{watchedWords(total.minutes)}</dd>
        </div>
        <div>
          <dt>Came to the end</dt>
          <dd className={styles.figure}>{percentWords(shareOf(total.completed, total.sessions))}</dd>
        </div>
      </dl>
      <Panel title="Minutes by week">
        <p className={chart.sentence}>
          {countWords(told.length, 'week')} of {weeks.length} can be told.
        </p>
        <Suspense fallback={<div className={chart.chart} />}>
          <ViewsChart
            name="Minutes by week"
            steps={weeks.map(({ week_start, amounts }) => ({ date: week_start, value: amounts?.minutes ?? null }))}
            words={watchedWords}
            titleOf={weekWords}
          />
        </Suspense>
        <DataTable
          caption="Practice by week"
          columns={['Week', 'Practised', 'Sessions', 'People']}
          rows={told
            .toReversed()
            .map(({ date, minutes, sessions, people }) => [
              weekWords(date),
              watchedWords(minutes),
              sessions.toLocaleString('en'),
              people.toLocaleString('en'),
            ])}
        />
      </Panel>
      <SharesPanel
        title="Patterns"
        shares={patterns.map(({ value, sessions }) => ({ value, views: sessions }))}
        thing="session"
        nameOf={patternName}
      />
    </>
  )
}

function weekWords(date: string): string {
  return `Week from ${dateWords(date, { day: 'numeric', month: 'short' })}`
}
