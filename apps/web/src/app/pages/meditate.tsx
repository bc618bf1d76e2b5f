import { useNavigate, useSearch } from '@tanstack/react-router'
import { MeditatePage } from '../../features/meditation/meditate-page.tsx'
import { useNowPlaying } from '../../features/streaming/now-playing/use-now-playing.ts'
import { GuideStage } from './member-stage.tsx'
import { MembersOnly } from './members-only.tsx'

export function MeditateRoute() {
  const { content } = useSearch({ from: '/meditate' })
  const navigate = useNavigate()
  const { close } = useNowPlaying()
  return (
    <MembersOnly>
      {(member) => (
        <MeditatePage
          key={member.id}
          memberId={member.id}
          guide={content ?? null}
          onGuide={(id) =>
            void navigate({ to: '/meditate', search: id ? { content: id } : {}, replace: true, resetScroll: false })
          }
          player={(item, isResumed) => <GuideStage item={item} member={member} isResumed={isResumed} />}
          onBegin={close}
          onFinished={(sessionId) => void navigate({ to: '/progress/sessions/$sessionId', params: { sessionId } })}
        />
      )}
    </MembersOnly>
  )
}
