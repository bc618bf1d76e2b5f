import { useParams } from '@tanstack/react-router'
import { ExpertPage } from '../../features/catalogue/expert-page.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { ByName } from './by-name.tsx'
import { WatchMarks } from './watch-marks.tsx'

export function ExpertRoute() {
  const { id } = useParams({ from: '/experts/$id' })
  return (
    <ByName kind="experts" id={id}>
      <WatchMarks member={useMember()}>
        <ExpertPage key={id} id={id} />
      </WatchMarks>
    </ByName>
  )
}
