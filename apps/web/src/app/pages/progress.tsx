import { ProgressPage } from '../../features/meditation/progress/progress-page.tsx'
import { WaitingSessions } from '../../features/meditation/unsent/waiting-sessions.tsx'
import { usePractisingId } from '../../sign-in/use-sign-in.ts'
import { MembersOnly } from './members-only.tsx'
import styles from './progress.module.css'

export function ProgressRoute() {
  const practisingId = usePractisingId()
  return (
    <>
      {practisingId && (
        <div className={styles.waiting}>
          <WaitingSessions memberId={practisingId} />
        </div>
      )}
      <MembersOnly>{(member) => <ProgressPage member={member} />}</MembersOnly>
    </>
  )
}
