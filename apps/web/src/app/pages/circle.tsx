import { useNavigate, useParams } from '@tanstack/react-router'
import { CircleHome } from '../../features/meditation/circle/circle-home.tsx'
import { CirclePage } from '../../features/meditation/circle/circle-page.tsx'
import { useNowPlaying } from '../../features/streaming/now-playing/use-now-playing.ts'
import { MembersOnly } from './members-only.tsx'

export function CircleHomeRoute() {
  const navigate = useNavigate()
  return (
    <MembersOnly>
      {() => <CircleHome onEnter={(code) => void navigate({ to: '/circle/$code', params: { code } })} />}
    </MembersOnly>
  )
}

export function CircleRoute() {
  const { code } = useParams({ from: '/circle/$code' })
  const { close } = useNowPlaying()
  return (
    <MembersOnly>
      {({ id }) => <CirclePage key={`${id} ${code}`} memberId={id} code={code} onBegin={close} />}
    </MembersOnly>
  )
}
