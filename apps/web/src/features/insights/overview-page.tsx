import type { ViewOverview } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { ItemsPanel } from './items-panel.tsx'
import { t } from './messages.ts'
import { PeriodPicker } from './period-picker.tsx'
import { askedFor, type Comparison, type PeriodSearch } from './period-search.ts'
import { overviewQuery } from './queries.ts'
import { SaveViews } from './save-views.tsx'
import { SharesPanels } from './shares-panel.tsx'
import { Tiles } from './tiles.tsx'
import { ViewsPanel } from './views-panel.tsx'
import { periodWords } from './words.ts'

interface OverviewPageProps {
  search: PeriodSearch
  onChoose: (search: PeriodSearch) => void
}

/** What was watched, of all items together. */
export function OverviewPage({ search, onChoose }: OverviewPageProps) {
  const asked = askedFor(search, Date.now())
  const overview = useQuery(overviewQuery(asked))
  return (
    <>
      <PageTitle>{t('whatIsWatched')}</PageTitle>
      <PageHead title={t('whatIsWatched')}>{t('periodUtc', { period: periodWords(asked) })}</PageHead>
      <PeriodPicker search={search} asked={asked} onChoose={onChoose}>
        <SaveViews asked={asked} />
      </PeriodPicker>
      <Fetched
        query={overview}
        loading={t('addingUp')}
        name={t('whatIsWatched')}
        isEmpty={({ period, compared }) => period.total.views === 0 && !compared?.total.views}
        empty={<Notice title={t('nothingWatched')}>{t('longerPeriod')}</Notice>}
      >
        {(data) => <Loaded overview={data} compare={asked.compare} search={search} />}
      </Fetched>
    </>
  )
}

interface LoadedProps {
  overview: ViewOverview
  compare: Comparison
  search: PeriodSearch
}

function Loaded({ overview, compare, search }: LoadedProps) {
  const { period, compared, items } = overview
  return (
    <>
      <Tiles period={period} compared={compared} compare={compare} />
      <ViewsPanel period={period} compared={compared} compare={compare} />
      {items.length > 0 && <ItemsPanel items={items} search={search} />}
      <SharesPanels of={overview} />
    </>
  )
}
