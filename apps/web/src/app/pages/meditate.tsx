import { Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { useStorage } from '../../api/local-storage.ts'
import { MeditatePage } from '../../features/meditation/meditate-page.tsx'
import { openPositions } from '../../features/streaming/positions.ts'
import { Stage } from '../../features/streaming/stage.tsx'
import { useMember } from '../../session/use-session.ts'
import { Waiting } from '../../ui/ring.tsx'

export function MeditateRoute() {
  const { content } = useSearch({ from: '/meditate' })
  const navigate = useNavigate()
  const member = useMember()
  const storage = useStorage()
  if (member === null) return <Navigate to="/sign-in" search={{ return: wayBack(content) }} replace />
  if (member === undefined) return <Waiting words="One moment" />
  return (
    <MeditatePage
      key={member.id}
      memberId={member.id}
      guide={content ?? null}
      onGuide={(id) =>
        void navigate({ to: '/meditate', search: id ? { content: id } : {}, replace: true, resetScroll: false })
      }
      player={(item) => <Stage item={item} positions={openPositions(storage, member.id)} />}
      onFinished={(sessionId) => void navigate({ to: '/progress/sessions/$sessionId', params: { sessionId } })}
    />
  )
}

function wayBack(content: string | undefined): string {
  return content ? `/meditate?content=${encodeURIComponent(content)}` : '/meditate'
}
