import { useParams } from '@tanstack/react-router'
import { SessionPage } from '../../features/meditation/progress/session-page.tsx'
import { MembersOnly } from './members-only.tsx'

export function SessionRoute() {
  const { sessionId } = useParams({ from: '/progress/sessions/$sessionId' })
  return <MembersOnly>{() => <SessionPage key={sessionId} sessionId={sessionId} />}</MembersOnly>
}
