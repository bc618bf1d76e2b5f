import type { Home, User } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fetched } from '../../ui/fetched.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { CategoryTiles } from '../catalogue/category-tiles.tsx'
import { continuingAt } from '../catalogue/continuing.ts'
import { Hero } from '../catalogue/hero.tsx'
import { categoriesQuery } from '../catalogue/queries.ts'
import { Shelf } from '../catalogue/shelf.tsx'
import { FirstSteps } from './first-steps.tsx'
import { t } from './messages.ts'
import { useHome } from './use-home.ts'
import { reasonWords } from './words.ts'

interface MemberHomeProps {
  member: User
  /** Takes an item off what the member may go on with. */
  takeOff: (contentId: string) => Promise<unknown>
}

/** What a member begins with: what they left, what suits the hour, and what there is. No title stands on it twice. */
export function MemberHome({ member, takeOff }: MemberHomeProps) {
  const home = useHome({ memberId: member.id, takeOff })
  return (
    <>
      <PageTitle />
      <MemberHero member={member} home={home} />
      <Fetched
        query={home.query}
        loading={<Shelf title={t('forNow')} description={t('oneMoment')} items={undefined} />}
        name={t('yourPage')}
      >
        {(page) => <Shelves page={page} home={home} />}
      </Fetched>
    </>
  )
}

function MemberHero({ member, home }: { member: User; home: ReturnType<typeof useHome> }) {
  const { data } = home.query
  const hero = data?.hero
  return (
    <Hero
      member={member}
      pick={data ? (hero?.item ?? null) : undefined}
      continuing={hero?.place ? continuingAt(hero.item, hero.place.position_seconds) : undefined}
      reason={hero ? reasonWords(hero.reasons) : undefined}
      onTakeOff={hero && takeOffOf(hero, home)}
    />
  )
}

/** What is neither begun nor suggested stays where it is. */
function takeOffOf(
  { item, place, reasons }: NonNullable<Home['hero']>,
  { takeOff, dismiss }: ReturnType<typeof useHome>,
): (() => void) | null {
  if (place) return () => takeOff(item)
  return reasons.length > 0 ? () => dismiss(item) : null
}

function Shelves({ page, home }: { page: Home; home: ReturnType<typeof useHome> }) {
  return (
    <>
      {page.first_week && <FirstSteps steps={page.first_week} />}
      <Shelf
        title={t('goOnWhere')}
        description={t('latestFirst')}
        items={page.continue.map(({ item }) => item)}
        onTakeOff={home.takeOff}
      />
      <Shelf
        title={t('forNow')}
        description={t('byTheHour')}
        items={page.for_now.map(({ item }) => item)}
        notes={new Map(page.for_now.map(({ item, reasons }) => [item.id, reasonWords(reasons)]))}
        onTakeOff={home.dismiss}
        takeOffWords={t('doNotSuggest')}
      />
      <Shelf
        title={t('yourSeries')}
        description={t('nextInSeries')}
        items={page.series.map(({ item }) => item)}
        notes={new Map(page.series.map(({ item, ...counts }) => [item.id, seriesWords(item.series?.name, counts)]))}
      />
      <Shelf title={t('putForward')} description={t('teachersBegin')} items={page.featured} />
      <Shelf
        title={t('newInLibrary')}
        description={t('cameLast')}
        items={page.new}
        more={
          <Link to="/browse" aria-label={t('seeAllOfLibrary')}>
            {t('seeAll')}
          </Link>
        }
      />
      <Shelf title={t('trending')} description={t('manyWatch')} items={page.trending} shelf="trending" />
      {page.categories.map(({ id, name, slug, description, items }) => (
        <Shelf
          key={id}
          title={name}
          description={description}
          items={items}
          more={
            <Link to="/categories/$slug" params={{ slug }} aria-label={t('seeAllOf', { name })}>
              {t('seeAll')}
            </Link>
          }
        />
      ))}
      <Categories />
    </>
  )
}

function Categories() {
  const { data } = useQuery(categoriesQuery())
  return data && <CategoryTiles categories={data} />
}

function seriesWords(name: string | undefined, counts: { watched_count: number; episode_count: number }): string {
  return t('seriesFinished', {
    name: name ?? t('series'),
    watched: counts.watched_count,
    episodes: counts.episode_count,
  })
}
