import { useParams } from '@tanstack/react-router'
import { YearPage } from '../../features/meditation/progress/year-page.tsx'
import { MembersOnly } from './members-only.tsx'
import { NotFound } from './not-found.tsx'

export function PractisedYearRoute() {
  const { year } = useParams({ from: '/progress/years/$year' })
  if (!/^2\d{3}$/.test(year)) return <NotFound />
  return <MembersOnly>{() => <YearPage year={Number(year)} />}</MembersOnly>
}
