import { useParams } from '@tanstack/react-router'
import { CategoryPage } from '../../features/catalogue/category-page.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { WatchMarks } from './watch-marks.tsx'

export function CategoryRoute() {
  const { slug } = useParams({ from: '/categories/$slug' })
  return (
    <WatchMarks member={useMember()}>
      <CategoryPage key={slug} slug={slug} />
    </WatchMarks>
  )
}
