import { TimerPage } from '../../features/meditation/timer/timer-page.tsx'
import { usePractisingId } from '../../sign-in/use-sign-in.ts'

/** For everybody; what a member does counts. */
export function TimerRoute() {
  const memberId = usePractisingId() ?? null
  return <TimerPage memberId={memberId} />
}
