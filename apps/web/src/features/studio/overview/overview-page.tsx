import { getStudioOverview, type StudioOverview } from '@better-and-bliss/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { answerOf } from '../../../api/answer.ts'
import { LANGUAGE } from '../../../language/page-language.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
import { t } from '../shared/messages.ts'
import styles from '../shared/page.module.css'

const FOLLOW_EVERY_MS = 30_000

function overviewQuery() {
  return queryOptions({
    queryKey: ['studio', 'overview'],
    queryFn: ({ signal }) => answerOf(getStudioOverview({ signal })),
    refetchInterval: FOLLOW_EVERY_MS,
  })
}

interface Tile {
  figure: keyof StudioOverview
  /** What it is of, after so many. */
  words: (count: number) => string
  link: Pick<LinkProps, 'to' | 'search'>
}

const TILES: readonly Tile[] = [
  {
    figure: 'viewers_now',
    words: (count) => t('viewersNow', { count }),
    link: { to: '/studio/members', search: { seen: 'today' } },
  },
  {
    figure: 'minutes_today',
    words: (count) => t('minutesToday', { count }),
    link: { to: '/studio/insights' },
  },
  {
    figure: 'new_members_today',
    words: (count) => t('newToday', { count }),
    link: { to: '/studio/members', search: { sort: 'joined' } },
  },
  {
    figure: 'failed_jobs',
    words: (count) => t('failedThisWeek', { count }),
    link: { to: '/studio/jobs', search: { state: 'failed' } },
  },
]

/** Today at a glance. */
export function OverviewPage() {
  const overview = useQuery(overviewQuery())
  return (
    <>
      <PageTitle>{t('studio')}</PageTitle>
      <PageHead title={t('today')}>{t('todayHint')}</PageHead>
      <Fetched query={overview} loading={t('lookingToday')} name={t('today')}>
        {(figures) => <Tiles figures={figures} />}
      </Fetched>
    </>
  )
}

function Tiles({ figures }: { figures: StudioOverview }) {
  return (
    <div className={styles.tiles}>
      {TILES.map(({ figure, words, link }) => {
        const value = figures[figure]
        return (
          value !== null && (
            <Link key={figure} {...link} className={styles.tile}>
              <strong>{value.toLocaleString(LANGUAGE)}</strong>
              <span>{words(value)}</span>
            </Link>
          )
        )
      })}
    </div>
  )
}
