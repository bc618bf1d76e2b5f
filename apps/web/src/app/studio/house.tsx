import { useNavigate, useSearch } from '@tanstack/react-router'
import { AuditPage } from '../../features/studio/audit/audit-page.tsx'

export { SystemPage as SystemRoute } from '../../features/studio/system/system-page.tsx'

export function AuditRoute() {
  const search = useSearch({ from: '/studio/audit' })
  const navigate = useNavigate()
  return (
    <AuditPage
      search={search}
      onSearch={(next) => void navigate({ to: '/studio/audit', search: next, resetScroll: false })}
    />
  )
}
