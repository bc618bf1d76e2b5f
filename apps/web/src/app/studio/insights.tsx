import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ItemPage } from '../../features/insights/item-page.tsx'
import { OverviewPage } from '../../features/insights/overview-page.tsx'
import { PracticePage } from '../../features/insights/practice-page.tsx'

export { ReturningPage as ReturningRoute } from '../../features/insights/returning-page.tsx'

export function InsightsRoute() {
  const search = useSearch({ from: '/studio/insights' })
  const navigate = useNavigate()
  return (
    <OverviewPage
      search={search}
      onChoose={(chosen) =>
        void navigate({ to: '/studio/insights', search: chosen, resetScroll: false, replace: true })
      }
    />
  )
}

export function ItemInsightRoute() {
  const { id } = useParams({ from: '/studio/insights/$id' })
  const search = useSearch({ from: '/studio/insights/$id' })
  const navigate = useNavigate()
  return (
    <ItemPage
      key={id}
      contentId={id}
      search={search}
      onChoose={(chosen) =>
        void navigate({ to: '/studio/insights/$id', params: { id }, search: chosen, resetScroll: false, replace: true })
      }
    />
  )
}

export function PracticeRoute() {
  const search = useSearch({ from: '/studio/practice' })
  const navigate = useNavigate()
  return (
    <PracticePage
      search={search}
      onChoose={(chosen) =>
        void navigate({ to: '/studio/practice', search: chosen, resetScroll: false, replace: true })
      }
    />
  )
}
