import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { CATEGORIES } from '../../features/studio/shelves/categories.tsx'
import { EditPage } from '../../features/studio/shelves/edit-page.tsx'
import { EXPERTS } from '../../features/studio/shelves/experts.tsx'
import { ListPage } from '../../features/studio/shelves/list-page.tsx'
import { PATTERNS } from '../../features/studio/shelves/patterns.tsx'
import { SERIES } from '../../features/studio/shelves/series.tsx'
import type { Shelf, Stored } from '../../features/studio/shelves/shelf.ts'
import { useMember } from '../../sign-in/use-sign-in.ts'

export const CategoriesRoute = () => <List shelf={CATEGORIES} />
export const CategoryRoute = () => <Edit shelf={CATEGORIES} />
export const ExpertsRoute = () => <List shelf={EXPERTS} />
export const ExpertRoute = () => <Edit shelf={EXPERTS} />
export const SeriesListRoute = () => <List shelf={SERIES} />
export const SeriesRoute = () => <Edit shelf={SERIES} />
export const PatternsRoute = () => <List shelf={PATTERNS} />
export const PatternRoute = () => <Edit shelf={PATTERNS} />

function List<Thing extends Stored, Fields extends object>({ shelf }: { shelf: Shelf<Thing, Fields> }) {
  const { path } = shelf
  const search = useSearch({ from: `/studio/${path}` })
  const navigate = useNavigate()
  return (
    <ListPage
      shelf={shelf}
      search={search}
      mayManage={useMayManage()}
      onSearch={(next) => void navigate({ to: `/studio/${path}`, search: next, resetScroll: false })}
      onMade={(id) => void navigate({ to: `/studio/${path}/$id`, params: { id } })}
    />
  )
}

function Edit<Thing extends Stored, Fields extends object>({ shelf }: { shelf: Shelf<Thing, Fields> }) {
  const { path } = shelf
  const { id } = useParams({ from: `/studio/${path}/$id` })
  const navigate = useNavigate()
  return (
    <EditPage
      key={id}
      shelf={shelf}
      id={id}
      mayManage={useMayManage()}
      onDeleted={() => void navigate({ to: `/studio/${path}` })}
    />
  )
}

function useMayManage(): boolean {
  return useMember()?.permissions.includes('manage_shelves') ?? false
}
