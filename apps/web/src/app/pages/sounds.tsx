import { SoundsPage } from '../../features/ambience/sounds-page.tsx'

/** For everybody: the sounds are made in the browser. */
export function SoundsRoute() {
  return <SoundsPage />
}
