import { useParams } from '@tanstack/react-router'
import { SeriesPage } from '../../features/catalogue/series-page.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { WatchMarks } from './watch-marks.tsx'

export function SeriesRoute() {
  const { id } = useParams({ from: '/series/$id' })
  return (
    <WatchMarks member={useMember()}>
      <SeriesPage key={id} id={id} />
    </WatchMarks>
  )
}
