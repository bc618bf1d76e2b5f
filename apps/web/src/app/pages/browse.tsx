import { useSearch } from '@tanstack/react-router'
import { BrowsePage } from '../../features/catalogue/browse-page.tsx'
import { useMember } from '../../sign-in/use-sign-in.ts'
import { WatchMarks } from './watch-marks.tsx'

export function BrowseRoute() {
  return (
    <WatchMarks member={useMember()}>
      <BrowsePage search={useSearch({ from: '/browse' })} />
    </WatchMarks>
  )
}
