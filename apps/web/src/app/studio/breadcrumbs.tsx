import { Link } from '@tanstack/react-router'
import styles from './breadcrumbs.module.css'
import type { StudioPlace } from './sections.ts'

/** What the page stands below, with what was chosen there; its own name is its heading. */
export function Breadcrumbs({ place }: { place: StudioPlace | undefined }) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className={styles.trail}>
        <li>
          <Link to="/studio" activeOptions={{ exact: true }}>
            Studio
          </Link>
        </li>
        {place && <li>{place.section}</li>}
        {place?.isBelow && (
          <li>
            <Link to={place.page.to} search>
              {place.page.name}
            </Link>
          </li>
        )}
      </ol>
    </nav>
  )
}
