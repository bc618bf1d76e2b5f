import { Navigate } from '@tanstack/react-router'
import { ProgressPage } from '../../features/practice/progress-page.tsx'
import { useMember } from '../../session/use-session.ts'

export function ProgressRoute() {
  const member = useMember()
  if (member === null) return <Navigate to="/sign-in" search={{ return: '/progress' }} replace />
  return member && <ProgressPage member={member} />
}
