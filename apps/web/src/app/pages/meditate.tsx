import { useNavigate, useSearch } from '@tanstack/react-router'
import { MeditatePage } from '../../features/meditation/meditate-page.tsx'
import { useNowPlaying } from '../../features/streaming/now-playing/use-now-playing.ts'
import { useMember, usePractisingId } from '../../sign-in/use-sign-in.ts'
import { GuideStage } from './member-stage.tsx'
import { MembersOnly } from './members-only.tsx'

/** For members; for whoever was signed in last while the API is out of reach. */
export function MeditateRoute() {
  const practisingId = usePractisingId()
  if (practisingId) return <MeditateAs key={practisingId} memberId={practisingId} />
  return <MembersOnly>{({ id }) => <MeditateAs key={id} memberId={id} />}</MembersOnly>
}

function MeditateAs({ memberId }: { memberId: string }) {
  const { content, minutes } = useSearch({ from: '/meditate' })
  const member = useMember()
  const navigate = useNavigate()
  const { close } = useNowPlaying()
  return (
    <MeditatePage
      memberId={memberId}
      guide={content ?? null}
      minutes={minutes}
      onGuide={(id) =>
        void navigate({ to: '/meditate', search: id ? { content: id } : {}, replace: true, resetScroll: false })
      }
      player={(item, isResumed) => member && <GuideStage item={item} member={member} isResumed={isResumed} />}
      onBegin={close}
      onFinished={(sessionId) => void navigate({ to: '/progress/sessions/$sessionId', params: { sessionId } })}
    />
  )
}
