import { ProfilePage } from '../../features/auth/profile/profile-page.tsx'
import { useSignOut } from '../layout/account-menu.tsx'
import { MembersOnly } from './members-only.tsx'

export function ProfileRoute() {
  const signOut = useSignOut()
  return <MembersOnly>{() => <ProfilePage onSignOut={() => void signOut()} />}</MembersOnly>
}
