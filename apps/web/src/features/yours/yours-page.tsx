import type { ContentCard, FavouritePage, HistoryPage } from '@better-and-bliss/sdk'
import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type ReactNode, type RefObject, useRef } from 'react'
import { wordsOf } from '../../api/answer.ts'
import { ButtonLink } from '../../ui/button-link.tsx'
import { Confirmed } from '../../ui/confirmed.tsx'
import { Fetched } from '../../ui/fetched.tsx'
import { PageHead } from '../../ui/page-head.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { Waiting } from '../../ui/ring.tsx'
import { ShowMore } from '../../ui/show-more.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { useFocusWhenFewer } from '../../ui/use-focus-when-fewer.ts'
import { Card } from '../catalogue/card.tsx'
import { Shelf } from '../catalogue/shelf.tsx'
import { favouritesQuery } from '../favourites/queries.ts'
import { routinesQuery } from '../routines/queries.ts'
import { RoutineLinks } from '../routines/routine-links.tsx'
import { historyQuery, useClearHistory, useForget } from './history.ts'
import { HistoryEntry } from './history-entry.tsx'
import { t } from './messages.ts'
import styles from './yours-page.module.css'

interface YoursPageProps {
  /** What the member began and may go on with; undefined while it is on its way. */
  continuing: readonly ContentCard[] | undefined
  onTakeOff: (item: ContentCard) => void
}

/** What is a member's own of the library: what they go on with, love, and played. */
export function YoursPage({ continuing, onTakeOff }: YoursPageProps) {
  const favourites = useInfiniteQuery(favouritesQuery())
  const history = useInfiniteQuery(historyQuery())
  const routines = useQuery(routinesQuery())
  // All at once: what came later would move what is read already.
  const isWaiting = !continuing || favourites.isPending || history.isPending || routines.isPending
  return (
    <>
      <PageTitle>{t('yours')}</PageTitle>
      <div className={styles.page}>
        <PageHead title={t('yours')}>{t('lead')}</PageHead>
      </div>
      {isWaiting ? (
        <Waiting words={t('lookingForYours')} />
      ) : (
        <>
          <Shelf title={t('goOnWhere')} description={t('latestFirst')} items={continuing} onTakeOff={onTakeOff} />
          <div className={styles.page}>
            <Favourites favourites={favourites} />
            <Section title={t('routines')}>
              <RoutineLinks />
            </Section>
            <Section title={t('downloads')}>
              <ButtonLink to="/downloads" variant="default">
                {t('deviceKeeps')}
              </ButtonLink>
            </Section>
            <History history={history} />
          </div>
        </>
      )}
    </>
  )
}

type Query<Page> = UseInfiniteQueryResult<InfiniteData<Page>>

function Favourites({ favourites }: { favourites: Query<FavouritePage> }) {
  const grid = useRef<HTMLUListElement>(null)
  useFocusWhenFewer(grid, favourites.data?.pages.flatMap((page) => page.favourites).length ?? 0)
  return (
    <Section title={t('favourites')}>
      <Fetched
        query={favourites}
        loading={t('lookingForLoved')}
        name={t('whatYouLove')}
        isEmpty={({ pages }) => pages[0]?.total === 0}
        empty={
          <Empty words={t('heartKeeps')}>
            <ButtonLink to="/browse" variant="default">
              {t('openLibrary')}
            </ButtonLink>
          </Empty>
        }
      >
        {({ pages }) => <FavouriteGrid query={favourites} grid={grid} pages={pages} />}
      </Fetched>
    </Section>
  )
}

type List = RefObject<HTMLUListElement | null>
type Paged = { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage: () => Promise<unknown> }

interface FavouriteGridProps {
  query: Paged
  grid: List
  pages: readonly FavouritePage[]
}

function FavouriteGrid({ query, grid, pages }: FavouriteGridProps) {
  const items = pages.flatMap(({ favourites }) => favourites.map(({ item }) => item))
  return (
    <>
      <ul ref={grid} tabIndex={-1} className={styles.grid}>
        {items.map((item) => (
          <li key={item.id}>
            <Card item={item} />
          </li>
        ))}
      </ul>
      {query.hasNextPage && (
        <ShowMore query={query} list={grid} shown={items.length} total={pages[0]?.total} className={styles.more} />
      )}
    </>
  )
}

function History({ history }: { history: Query<HistoryPage> }) {
  const list = useRef<HTMLUListElement>(null)
  useFocusWhenFewer(list, history.data?.pages.flatMap((page) => page.history).length ?? 0)
  return (
    <Section title={t('history')}>
      <Fetched
        query={history}
        loading={t('lookingBack')}
        name={t('whatYouPlayed')}
        isEmpty={({ pages }) => pages[0]?.total === 0}
        empty={<Empty words={t('historyEmpty')} />}
      >
        {({ pages }) => <HistoryList query={history} list={list} pages={pages} />}
      </Fetched>
    </Section>
  )
}

interface HistoryListProps {
  query: Paged
  list: List
  pages: readonly HistoryPage[]
}

function HistoryList({ query, list, pages }: HistoryListProps) {
  const forget = useForget()
  const entries = pages.flatMap(({ history }) => history)
  return (
    <>
      <ul ref={list} tabIndex={-1} className={styles.history}>
        {entries.map(({ item, position }) => (
          <HistoryEntry key={item.id} item={item} position={position} onForget={() => forget(item.id)} />
        ))}
      </ul>
      {query.hasNextPage && (
        <ShowMore query={query} list={list} shown={entries.length} total={pages[0]?.total} className={styles.more} />
      )}
      <ClearHistory />
      <p className={styles.fine}>
        {t.rich('breathSessions', { link: (words) => <Link to="/progress">{words}</Link> })}
      </p>
    </>
  )
}

function ClearHistory() {
  const clear = useClearHistory()
  const toasts = useToasts()
  return (
    <Confirmed
      action={t('clearAll')}
      label={t('clearHistory')}
      title={t('forgetAll')}
      confirm={t('forgetIt')}
      isPending={clear.isPending}
      onConfirm={() =>
        clear.mutateAsync().catch((error: unknown) => {
          toasts.say(wordsOf(error, t('notForgotten')))
        })
      }
    >
      {t('forgetHint')}
    </Confirmed>
  )
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section} aria-label={title}>
      <h2 className={styles.heading}>{title}</h2>
      {children}
    </section>
  )
}

function Empty({ words, children }: { words: string; children?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <p>{words}</p>
      {children}
    </div>
  )
}
