import type { Category, ContentCard, User } from '@better-and-bliss/sdk'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Fetched } from '../../ui/fetched.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { CategoryTiles } from './category-tiles.tsx'
import type { Continuing } from './continuing.ts'
import { Hero } from './hero.tsx'
import { categoriesQuery, featuredQuery, newestQuery, shelfQuery, trendingQuery } from './queries.ts'
import { FetchedShelf, Shelf } from './shelf.tsx'

interface HomePageProps {
  member: User | null | undefined
  /** What the member began and may go on with, the latest first; undefined while it is on its way. */
  continuing: readonly Continuing[] | undefined
  /** Takes an item off what the member may go on with. */
  onTakeOff: (id: string) => void
}

/** A shelf with fewer items is left out; its category has a tile all the same. */
const MIN_SHELF_ITEMS = 4

export function HomePage({ member, continuing, onTakeOff }: HomePageProps) {
  const featured = useQuery(featuredQuery())
  return (
    <>
      <PageTitle />
      <Hero member={member} pick={pickOf(featured.data?.content)} continuing={continuing?.[0]} />
      <Fetched query={featured} loading={<FirstShelf />} name="The library">
        {({ content }) =>
          continuing ? (
            <Shelves {...{ member, continuing, onTakeOff }} featured={content.filter((item) => item.featured)} />
          ) : (
            <FirstShelf />
          )
        }
      </Fetched>
    </>
  )
}

/** Reserves the height of the first shelf, which is the same for all that may come first. */
function FirstShelf() {
  return <Shelf title={CHOSEN.title} description={CHOSEN.description} items={undefined} />
}

const CHOSEN = { title: 'Chosen for now', description: 'What your teachers would begin with' }

interface ShelvesProps extends Pick<HomePageProps, 'member' | 'onTakeOff'> {
  continuing: readonly Continuing[]
  featured: readonly ContentCard[]
}

function Shelves({ member, continuing, onTakeOff, featured }: ShelvesProps) {
  const categories = useQuery(categoriesQuery())
  return (
    <>
      <Shelf
        title="Go on where you stopped"
        description="What you began, the latest first"
        items={continuing.map(({ item }) => item)}
        onTakeOff={onTakeOff}
      />
      <Shelf {...CHOSEN} items={featured} />
      {featured.length === 0 && <NewestShelf />}
      {categories.data && <CategoryTiles categories={categories.data} />}
      {featured.length > 0 && <NewestShelf />}
      <TrendingShelf member={member} />
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
      title="New in the library"
      description="What came last"
      query={useQuery(newestQuery())}
      more={
        <Link to="/browse" aria-label="See all of the library">
          See all
        </Link>
      }
    />
  )
}

/** Nothing until it is known whether anything is watched: the page does not jump for a shelf that stays empty. */
function TrendingShelf({ member }: Pick<HomePageProps, 'member'>) {
  const { data } = useQuery(trendingQuery())
  const items = data?.map((item) => ({ ...item, locked: !opensTo(member, item.access_tier) }))
  return items && <Shelf title="Trending" description="What many watch these days" items={items} shelf="trending" />
}

function CategoryShelf({ category: { name, slug, description } }: { category: Category }) {
  return (
    <FetchedShelf
      title={name}
      description={description}
      query={useQuery(shelfQuery(slug))}
      more={
        <Link to="/browse" search={{ category: slug }} aria-label={`See all of ${name}`}>
          See all
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

/** The shelf is the same for everybody; whether an item opens is not. */
function opensTo(member: User | null | undefined, tier: ContentCard['access_tier']): boolean {
  const may = (permission: User['permissions'][number]) => member?.permissions.includes(permission) ?? false
  return tier === 'free' || may('view_premium_content') || (tier === 'basic' && may('view_basic_content'))
}
