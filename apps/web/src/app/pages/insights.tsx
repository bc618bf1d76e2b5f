import { useNavigate, useSearch } from '@tanstack/react-router'
import { OverviewPage } from '../../features/insights/overview-page.tsx'

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
