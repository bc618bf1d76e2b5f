import { Link } from '@tanstack/react-router'
import { t } from '../../features/studio/shared/messages.ts'
import styles from './breadcrumbs.module.css'
import type { StudioPlace } from './sections.ts'

/** What the page stands below, with what was chosen there; its own name is its heading. */
export function Breadcrumbs({ place }: { place: StudioPlace | undefined }) {
  return (
    <nav aria-label={t('breadcrumbs')}>
      <ol className={styles.trail}>
        <li>
          <Link to="/studio" activeOptions={{ exact: true }}>
            {t('studio')}
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
