import { useSearch } from '@tanstack/react-router'
import { BrowsePage } from '../../features/catalogue/browse-page.tsx'

export function BrowseRoute() {
  return <BrowsePage search={useSearch({ from: '/browse' })} />
}
