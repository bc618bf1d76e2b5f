import { TimerPage } from '../../features/meditation/timer/timer-page.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'

/** For everybody; what a member does counts. */
export function TimerRoute() {
  const memberId = useMember()?.id ?? null
  return <TimerPage memberId={memberId} />
}
