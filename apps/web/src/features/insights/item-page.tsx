import type { ItemInsight } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fetched } from '../../ui/fetched.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { durationWords } from '../../ui/words.ts'
import styles from './insights.module.css'
import { t } from './messages.ts'
import { PeriodPicker } from './period-picker.tsx'
import { type Asked, askedFor, type PeriodSearch } from './period-search.ts'
import { QualityPanel } from './quality-panel.tsx'
import { itemQuery } from './queries.ts'
import { RetentionPanel } from './retention-panel.tsx'
import { SaveViews } from './save-views.tsx'
import { SharesPanels } from './shares-panel.tsx'
import { Tiles } from './tiles.tsx'
import { ViewsPanel } from './views-panel.tsx'
import { periodWords } from './words.ts'

interface ItemPageProps {
  contentId: string
  search: PeriodSearch
  onChoose: (search: PeriodSearch) => void
}

/** How one item is watched. */
export function ItemPage({ contentId, search, onChoose }: ItemPageProps) {
  const asked = askedFor(search, Date.now())
  const item = useQuery(itemQuery(contentId, asked))
  return (
    <Fetched
      query={item}
      loading={t('addingUp')}
      name={t('thisItem')}
      heading="h1"
      missing={<Notice heading="h1" title={t('noSuchItem')} />}
    >
      {(data) => (
        <>
          <PageTitle>{data.title}</PageTitle>
          <div>
            <PageHead title={data.title}>
              {data.duration_seconds === null
                ? t('periodUtc', { period: periodWords(asked) })
                : t('lengthAndPeriodUtc', {
                    length: durationWords(data.duration_seconds),
                    period: periodWords(asked),
                  })}
            </PageHead>
            <p className={styles.ways}>
              <Link to="/content/$id" params={{ id: contentId }}>
                {t('itsPage')}
              </Link>
            </p>
          </div>
          <PeriodPicker search={search} asked={asked} onChoose={onChoose}>
            <SaveViews asked={asked} contentId={contentId} />
          </PeriodPicker>
          <Loaded item={data} asked={asked} />
        </>
      )}
    </Fetched>
  )
}

function Loaded({ item, asked: { compare } }: { item: ItemInsight; asked: Asked }) {
  const { period, compared, quality } = item
  return (
    <>
      <Tiles period={period} compared={compared} compare={compare} />
      <ViewsPanel period={period} compared={compared} compare={compare} />
      {period.total.views > 0 && (
        <>
          <RetentionPanel item={item} />
          <SharesPanels of={item} />
          <QualityPanel quality={quality} views={period.total.views} />
        </>
      )}
    </>
  )
}
