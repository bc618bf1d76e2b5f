import { useParams } from '@tanstack/react-router'
import { PracticePage } from '../../features/routines/run/practice-page.tsx'
import { MembersOnly } from './members-only.tsx'

export function RoutinePracticeRoute() {
  const { id } = useParams({ from: '/routines/$id/practice' })
  return <MembersOnly>{(member) => <PracticePage key={id} memberId={member.id} routineId={id} />}</MembersOnly>
}
