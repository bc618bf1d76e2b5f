import { useNavigate } from '@tanstack/react-router'
import { CountingPanel } from '../../features/analytics/counting-panel.tsx'
import { ProfilePage } from '../../features/auth/profile/profile-page.tsx'
import { BreathStorage } from '../../features/meditation/breath-storage.tsx'
import { ReminderPanel } from '../../features/reminders/reminder-panel.tsx'
import { PlayingNow } from '../../features/streaming/lease/playing-now.tsx'
import { useSignIn } from '../../sign-in/use-sign-in.ts'
import { useSignOut } from '../layout/account-menu.tsx'
import { MembersOnly } from './members-only.tsx'

export function ProfileRoute() {
  const signOut = useSignOut()
  const signIn = useSignIn()
  const navigate = useNavigate()
  const leave = async (deletionAt: string) => {
    await navigate({ to: '/account-deletion', search: { until: deletionAt } })
    signIn.end()
  }
  return (
    <MembersOnly>
      {(member) => (
        <ProfilePage
          key={member.id}
          playing={<PlayingNow />}
          reminders={<ReminderPanel />}
          counting={<CountingPanel />}
          breathStorage={<BreathStorage memberId={member.id} />}
          onSignOut={() => void signOut()}
          onDeletionRequested={(deletionAt) => void leave(deletionAt)}
        />
      )}
    </MembersOnly>
  )
}
