import type { Category, ContentCard, User } from '@better-and-bliss/sdk'
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ApiError } from '../../api/answer.ts'
import { Notice } from '../../ui/notice.tsx'
import { PageTitle } from '../../ui/page-title.tsx'
import type { Continuing } from './continuing.ts'
import { Hero } from './hero.tsx'
import { categoriesQuery, featuredQuery, shelfQuery } from './queries.ts'
import { Shelf } from './shelf.tsx'

interface HomePageProps {
  member: User | null | undefined
  /** What the member began and may go on with, the latest first. */
  continuing: readonly Continuing[]
}

export function HomePage({ member, continuing }: HomePageProps) {
  const featured = useQuery(featuredQuery())
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
          {categories.data?.map((category) => (
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
