import { Navigate } from '@tanstack/react-router'
import { ProfilePage } from '../../features/profile/profile-page.tsx'
import { useMember } from '../../session/use-session.ts'
import { useSignOut } from '../layout/account-menu.tsx'

export function ProfileRoute() {
  const member = useMember()
  const signOut = useSignOut()
  if (member === null) return <Navigate to="/sign-in" search={{ return: '/profile' }} replace />
  return <ProfilePage onSignOut={() => void signOut()} />
}
