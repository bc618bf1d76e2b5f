import { useParams } from '@tanstack/react-router'
import { SeriesPage } from '../../features/catalogue/series-page.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { ByName } from './by-name.tsx'
import { WatchMarks } from './watch-marks.tsx'

export function SeriesRoute() {
  const { id } = useParams({ from: '/series/$id' })
  return (
    <ByName kind="series" id={id}>
      <WatchMarks member={useMember()}>
        <SeriesPage key={id} id={id} />
      </WatchMarks>
    </ByName>
  )
}
