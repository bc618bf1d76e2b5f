import { HomePage } from '../../features/catalogue/home-page.tsx'
import { useTakeOff } from '../../features/streaming/positions/use-under-way.ts'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { useWatching } from './use-watching.ts'
import { WatchMarks } from './watch-marks.tsx'

export function HomeRoute() {
  const member = useMember()
  const { continuing } = useWatching(member)
  const takeOff = useTakeOff()
  return (
    <WatchMarks member={member}>
      <HomePage member={member} continuing={continuing} onTakeOff={takeOff} />
    </WatchMarks>
  )
}
