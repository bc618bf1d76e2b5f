import { useNavigate } from '@tanstack/react-router'
import { ProfilePage } from '../../features/auth/profile/profile-page.tsx'
import { BreathStorage } from '../../features/meditation/breath-storage.tsx'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { useSignOut } from '../layout/account-menu.tsx'
import { MembersOnly } from './members-only.tsx'

export function ProfileRoute() {
  const signOut = useSignOut()
  const signIn = useSignIn()
  const toasts = useToasts()
  const navigate = useNavigate()
  const leave = async (deletionAt: string) => {
    await navigate({ to: '/' })
    signIn.end()
    toasts.say(`You are signed out. Your account is deleted on ${dayOf(deletionAt)}; sign in before that to keep it.`)
  }
  return (
    <MembersOnly>
      {(member) => (
        <ProfilePage
          key={member.id}
          breathStorage={<BreathStorage memberId={member.id} />}
          onSignOut={() => void signOut()}
          onDeletionRequested={(deletionAt) => void leave(deletionAt)}
        />
      )}
    </MembersOnly>
  )
}

function dayOf(iso: string): string {
  return new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'long' })
}
