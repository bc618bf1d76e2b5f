import { useNavigate, useSearch } from '@tanstack/react-router'
import { JobsPage } from '../../features/studio/jobs/jobs-page.tsx'
import { UploadsPage } from '../../features/studio/uploads/uploads-page.tsx'

export function UploadsRoute() {
  return <UploadsPage />
}

export function JobsRoute() {
  const search = useSearch({ from: '/studio/jobs' })
  const navigate = useNavigate()
  return (
    <JobsPage
      search={search}
      onSearch={(next) => void navigate({ to: '/studio/jobs', search: next, resetScroll: false })}
    />
  )
}
