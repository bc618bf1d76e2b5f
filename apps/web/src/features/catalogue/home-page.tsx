import type { Category, ContentCard, User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ApiError } from '../../api/answer.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import { CategoryTiles } from './category-tiles.tsx'
import type { Continuing } from './continuing.ts'
import { Hero } from './hero.tsx'
import { categoriesQuery, featuredQuery, newestQuery, shelfQuery } from './queries.ts'
import { Shelf } from './shelf.tsx'

interface HomePageProps {
  member: User | null | undefined
  /** What the member began and may go on with, the latest first. */
  continuing: readonly Continuing[]
}

/** A shelf with fewer looks abandoned; its category has a tile all the same. */
const MIN_SHELF_ITEMS = 4

export function HomePage({ member, continuing }: HomePageProps) {
  const featured = useQuery(featuredQuery())
  const newest = useQuery(newestQuery())
  const categories = useQuery(categoriesQuery())
  const items = featured.data?.content.filter((item) => item.featured)
  return (
    <>
      <PageTitle />
      <Hero member={member} pick={pickOf(featured.data?.content)} continuing={continuing[0]} />
      {featured.error ? (
        <Notice
          title="The library is out of reach"
          action={<Button onClick={() => void featured.refetch()}>Try again</Button>}
        >
          {featured.error instanceof ApiError ? featured.error.message : 'Something went wrong.'}
        </Notice>
      ) : (
        <>
          <Shelf
            title="Go on where you stopped"
            items={continuing.map(({ item }) => item)}
            playedOf={(item) => continuing.find((one) => one.item.id === item.id)?.played}
          />
          <Shelf title="Chosen for now" description="What your teachers would begin with" items={items} />
          {categories.data && <CategoryTiles categories={categories.data} />}
          <Shelf
            title="New in the library"
            items={newest.data?.content}
            more={
              <Link to="/browse" aria-label="See all of the library">
                See all
              </Link>
            }
          />
          {categories.data
            ?.filter(({ content_count }) => content_count >= MIN_SHELF_ITEMS)
            .map((category) => (
              <CategoryShelf key={category.id} category={category} />
            ))}
        </>
      )}
    </>
  )
}

function CategoryShelf({ category: { name, slug, description } }: { category: Category }) {
  const shelf = useQuery(shelfQuery(slug))
  if (shelf.error) return null
  return (
    <Shelf
      title={name}
      description={description}
      items={shelf.data?.content}
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
