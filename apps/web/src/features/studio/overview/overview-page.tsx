import { getStudioOverview, type StudioOverview } from '@better-and-bliss/sdk'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { answerOf } from '../../../api/answer.ts'
import { Fetched } from '../../../ui/fetched.tsx'
import { PageHead } from '../../../ui/page-head.tsx'
import { PageTitle } from '../../../ui/page-title.tsx'
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
  /** What it is of, after one and after many. */
  words: [one: string, many: string]
  link: Pick<LinkProps, 'to' | 'search'>
}

const TILES: readonly Tile[] = [
  {
    figure: 'viewers_now',
    words: ['member plays something now', 'members play something now'],
    link: { to: '/studio/members', search: { seen: 'today' } },
  },
  {
    figure: 'minutes_today',
    words: ['minute watched today', 'minutes watched today'],
    link: { to: '/studio/insights' },
  },
  {
    figure: 'new_members_today',
    words: ['new member today', 'new members today'],
    link: { to: '/studio/members', search: { sort: 'joined' } },
  },
  {
    figure: 'failed_jobs',
    words: ['conversion failed this week', 'conversions failed this week'],
    link: { to: '/studio/jobs', search: { state: 'failed' } },
  },
]

/** Today at a glance. */
export function OverviewPage() {
  const overview = useQuery(overviewQuery())
  return (
    <>
      <PageTitle>Studio</PageTitle>
      <PageHead title="Today">How the house fares, at a glance. Days begin at midnight, UTC.</PageHead>
      <Fetched query={overview} loading="Looking at today" name="Today">
        {(figures) => <Tiles figures={figures} />}
      </Fetched>
    </>
  )
}

function Tiles({ figures }: { figures: StudioOverview }) {
  return (
    <div className={styles.tiles}>
      {TILES.map(({ figure, words: [one, many], link }) => {
        const value = figures[figure]
        return (
          value !== null && (
            <Link key={figure} {...link} className={styles.tile}>
              <strong>{value.toLocaleString('en')}</strong>
              <span>{value === 1 ? one : many}</span>
            </Link>
          )
        )
      })}
    </div>
  )
}
