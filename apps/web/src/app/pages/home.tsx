import { useQueryClient } from '@tanstack/react-query'
import { HomePage } from '../../features/catalogue/home-page.tsx'
import { MemberHome } from '../../features/home/member-home.tsx'
import { LISTS_KEY, takeOff } from '../../features/streaming/positions/queries.ts'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { WatchMarks } from './watch-marks.tsx'

export function HomeRoute() {
  const member = useMember()
  const queries = useQueryClient()

  async function takeOffEverywhere(contentId: string): Promise<void> {
    await takeOff(contentId)
    await queries.invalidateQueries({ queryKey: LISTS_KEY })
  }

  return (
    <WatchMarks member={member}>
      {member ? (
        <MemberHome key={member.id} member={member} takeOff={takeOffEverywhere} />
      ) : (
        <HomePage member={member} />
      )}
    </WatchMarks>
  )
}
