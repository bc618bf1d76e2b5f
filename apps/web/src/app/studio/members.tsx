import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { MemberPage } from '../../features/studio/members/member-page.tsx'
import { MembersPage } from '../../features/studio/members/members-page.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'

export function MembersRoute() {
  const search = useSearch({ from: '/studio/members' })
  const navigate = useNavigate()
  return (
    <MembersPage
      search={search}
      onSearch={(next) => void navigate({ to: '/studio/members', search: next, resetScroll: false })}
    />
  )
}

export function MemberRoute() {
  const { id } = useParams({ from: '/studio/members/$id' })
  const permissions = useMember()?.permissions ?? []
  return <MemberPage key={id} id={id} permissions={permissions} />
}
