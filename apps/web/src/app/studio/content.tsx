import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { ContentListPage } from '../../features/studio/content/content-list-page.tsx'
import { EditorPage } from '../../features/studio/content/editor-page.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'

export function ContentListRoute() {
  const search = useSearch({ from: '/studio/content' })
  const navigate = useNavigate()
  const member = useMember()
  return (
    <ContentListPage
      search={search}
      mayMake={member?.permissions.includes('manage_content') ?? false}
      onSearch={(next) => void navigate({ to: '/studio/content', search: next, resetScroll: false })}
      onMade={(id) => void navigate({ to: '/studio/content/$id', params: { id } })}
    />
  )
}

export function EditorRoute() {
  const { id } = useParams({ from: '/studio/content/$id' })
  const navigate = useNavigate()
  return (
    <EditorPage
      key={id}
      id={id}
      onCopy={(copy) => void navigate({ to: '/studio/content/$id', params: { id: copy } })}
    />
  )
}
