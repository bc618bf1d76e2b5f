import { ProgressPage } from '../../features/meditation/progress/progress-page.tsx'
import { MembersOnly } from './members-only.tsx'

export function ProgressRoute() {
  return <MembersOnly>{(member) => <ProgressPage member={member} />}</MembersOnly>
}
