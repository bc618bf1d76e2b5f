import { useNavigate, useSearch } from '@tanstack/react-router'
import { useStorage } from '../../api/local-storage.ts'
import { MeditatePage } from '../../features/meditation/meditate-page.tsx'
import { openPositions } from '../../features/streaming/positions.ts'
import { Stage } from '../../features/streaming/stage.tsx'
import { MembersOnly } from './members-only.tsx'

export function MeditateRoute() {
  const { content } = useSearch({ from: '/meditate' })
  const navigate = useNavigate()
  const storage = useStorage()
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
          player={(item, isResumed) => (
            <Stage
              item={item}
              positions={openPositions(storage, member.id)}
              start={isResumed ? 'resume' : 'beginning'}
            />
          )}
          onFinished={(sessionId) => void navigate({ to: '/progress/sessions/$sessionId', params: { sessionId } })}
        />
      )}
    </MembersOnly>
  )
}
