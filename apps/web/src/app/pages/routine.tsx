import { useParams } from '@tanstack/react-router'
import { RoutinePage } from '../../features/routines/routine-page.tsx'
import { MembersOnly } from './members-only.tsx'

export function RoutineRoute() {
  const { id } = useParams({ from: '/routines/$id' })
  return <MembersOnly>{() => <RoutinePage key={id} id={id} />}</MembersOnly>
}
