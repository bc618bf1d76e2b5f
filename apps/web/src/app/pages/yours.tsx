import type { User } from '@better-and-bliss/sdk'
import { useTakeOff } from '../../features/streaming/positions/use-under-way.ts'
import { YoursPage } from '../../features/yours/yours-page.tsx'
import { MembersOnly } from './members-only.tsx'
import { useWatching } from './use-watching.ts'
import { WatchMarks } from './watch-marks.tsx'

export function YoursRoute() {
  return <MembersOnly>{(member) => <Yours member={member} />}</MembersOnly>
}

function Yours({ member }: { member: User }) {
  const { continuing } = useWatching(member)
  const takeOff = useTakeOff()
  return (
    <WatchMarks member={member}>
      <YoursPage continuing={continuing?.map(({ item }) => item)} onTakeOff={({ id }) => takeOff(id)} />
    </WatchMarks>
  )
}
