import type { Category, ContentCard } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fetched } from '../../ui/fetched.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { CategoryTiles } from './category-tiles.tsx'
import { Hero } from './hero.tsx'
import { t } from './messages.ts'
import { categoriesQuery, featuredQuery, newestQuery, shelfQuery, trendingQuery } from './queries.ts'
import { FetchedShelf, Shelf } from './shelf.tsx'

interface HomePageProps {
  /** Null: a visitor. Undefined while we do not know: nothing but its frame is shown. */
  member: null | undefined
}

/** A shelf with fewer items is left out; its category has a tile all the same. */
const MIN_SHELF_ITEMS = 4

/** What a visitor begins with. */
export function HomePage({ member }: HomePageProps) {
  const featured = useQuery(featuredQuery())
  return (
    <>
      <PageTitle />
      <Hero
        member={member}
        pick={member === null ? pickOf(featured.data?.content) : undefined}
        continuing={undefined}
      />
      <Fetched query={featured} loading={<FirstShelf />} name={t('theLibrary')}>
        {({ content }) =>
          member === null ? <Shelves featured={content.filter((item) => item.featured)} /> : <FirstShelf />
        }
      </Fetched>
    </>
  )
}

/** Reserves the height of the first shelf, which is the same for all that may come first. */
function FirstShelf() {
  return <Shelf title={CHOSEN.title} description={CHOSEN.description} items={undefined} />
}

const CHOSEN = { title: t('chosenForNow'), description: t('teachersBegin') }

function Shelves({ featured }: { featured: readonly ContentCard[] }) {
  const categories = useQuery(categoriesQuery())
  return (
    <>
      <Shelf {...CHOSEN} items={featured} />
      {featured.length === 0 && <NewestShelf />}
      {categories.data && <CategoryTiles categories={categories.data} />}
      {featured.length > 0 && <NewestShelf />}
      <TrendingShelf />
      {categories.data
        ?.filter(({ content_count }) => content_count >= MIN_SHELF_ITEMS)
        .map((category) => (
          <CategoryShelf key={category.id} category={category} />
        ))}
    </>
  )
}

function NewestShelf() {
  return (
    <FetchedShelf
      title={t('newInLibrary')}
      description={t('cameLast')}
      query={useQuery(newestQuery())}
      more={
        <Link to="/browse" aria-label={t('seeAllOfLibrary')}>
          {t('seeAll')}
        </Link>
      }
    />
  )
}

/** Nothing until it is known whether anything is watched: the page does not jump for a shelf that stays empty. */
function TrendingShelf() {
  const { data } = useQuery(trendingQuery())
  return data && <Shelf title={t('trending')} description={t('manyWatch')} items={data} shelf="trending" />
}

function CategoryShelf({ category: { name, slug, description } }: { category: Category }) {
  return (
    <FetchedShelf
      title={name}
      description={description}
      query={useQuery(shelfQuery(slug))}
      more={
        <Link to="/categories/$slug" params={{ slug }} aria-label={t('seeAllOf', { name })}>
          {t('seeAll')}
        </Link>
      }
    />
  )
}

/** What the hero shows: something featured that opens at once, if there is any. */
function pickOf(items: readonly ContentCard[] | undefined): ContentCard | null | undefined {
  if (!items) return undefined
  const playable = items.filter(({ is_hls_ready }) => is_hls_ready)
  return playable.find(({ locked }) => !locked) ?? playable[0] ?? null
}
