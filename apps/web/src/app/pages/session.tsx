import { Navigate, useParams } from '@tanstack/react-router'
import { SessionPage } from '../../features/practice/session-page.tsx'
import { useMember } from '../../session/use-session.ts'

export function SessionRoute() {
  const { sessionId } = useParams({ from: '/progress/sessions/$sessionId' })
  const member = useMember()
  if (member === null) return <Navigate to="/sign-in" search={{ return: `/progress/sessions/${sessionId}` }} replace />
  return <SessionPage key={sessionId} sessionId={sessionId} />
}
